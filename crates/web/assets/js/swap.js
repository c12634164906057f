// A change of filter or order asks the server for the same address a reload would, and puts its
// answer in place: one truth, no flash, and the address stays right.

import { parsed } from "./parsed.js";

const region = () => document.querySelector("[data-swap]");
const here = () => location.pathname + location.search;
let latest = 0;
let shown = here();

async function show(address, push) {
  const turn = ++latest;
  region().setAttribute("aria-busy", "true");
  let page;
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    page = parsed(await answer.text());
  } catch {
    location.assign(address); // The ordinary way shows what went wrong.
    return;
  }
  if (turn !== latest) return;
  const fresh = page.querySelector("[data-swap]");
  if (!fresh) return location.assign(address);
  region().replaceWith(fresh);
  // The tiles count what the filter shows.
  document.querySelector("[data-follows]")?.replaceWith(page.querySelector("[data-follows]") ?? "");
  document.dispatchEvent(new Event("swapped"));
  // The form stays as it is under the typist's hands; its note of what is set is refreshed.
  for (const field of page.querySelectorAll(".filters form > div")) {
    const fresh = field.querySelector("[name]");
    const here = fresh && document.querySelector(`.filters [name="${CSS.escape(fresh.name)}"]`);
    here?.closest("form > div")?.setAttribute("class", field.className);
    if (here && here !== document.activeElement && here.type !== "checkbox")
      here.value = fresh.value;
  }
  if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  shown = here();
}

function address(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  const text = query.toString();
  return form.getAttribute("action") + (text ? `?${text}` : "");
}

export function swap() {
  if (!region()) return;
  let pause;
  document.addEventListener("input", (event) => {
    const form = event.target.closest(".filters form");
    if (!form) return;
    clearTimeout(pause);
    pause = setTimeout(() => show(address(form)), event.target.type === "search" ? 160 : 0);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest(".filters")) return;
    event.preventDefault();
    show(address(event.target));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-swap] thead a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const column = link.closest("th").cellIndex;
    show(link.href).then(() => {
      region()
        ?.querySelector(`thead th:nth-child(${column + 1}) a`)
        ?.focus({ preventScroll: true });
    });
  });
  // Going to an anchor is a popstate too, and no reason to load anything.
  addEventListener("popstate", () => {
    if (here() !== shown) location.reload();
  });
  // With instant filters the button has nothing left to do.
  for (const button of document.querySelectorAll(".filters [data-needless]")) button.hidden = true;
}
