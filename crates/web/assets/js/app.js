// Everything here makes a page quicker that already works: filters and sorting without a reload,
// keys, dropping a file, and the place on the page kept.
import { busy } from "./busy.js";
import { dropFiles } from "./drop.js";
import { reading } from "./reading.js";
import { keys } from "./keys.js";
import { rememberName } from "./name.js";
import { swap } from "./swap.js";

swap();
keys();
dropFiles();
rememberName();

// A pop-over closes on Escape and on a click outside it.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".asat[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".asat[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
reading();
busy();
