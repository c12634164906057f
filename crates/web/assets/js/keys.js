// Single keys, as in a mail program; a reader who uses speech or a switch can turn them off
// (WCAG 2.1.4), and the choice is kept.

const SWITCH = "bellwether-keys";
const enabled = () => {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
};

function step(by) {
  const stops = [...document.querySelectorAll("[data-stop]")];
  if (!stops.length) return;
  const now = stops.indexOf(document.activeElement);
  const next = stops[Math.min(Math.max(now + by, 0), stops.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

const go = (relation) => document.querySelector(`a[rel="${relation}"]`)?.click();

const deeds = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => {
    const search = document.querySelector('input[type="search"]');
    search?.closest("details")?.setAttribute("open", "");
    search?.focus();
    search?.select();
  },
  "[": () => go("prev"),
  "]": () => go("next"),
  "?": () => document.querySelector("#keys")?.showModal(),
};

export function keys() {
  const dialog = document.querySelector("#keys");
  const box = dialog?.querySelector("input");
  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
  if (box) {
    box.checked = enabled();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(SWITCH, box.checked ? "on" : "off");
      } catch {
        /* not kept */
      }
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || !enabled()) return;
    if (event.target.closest("input, select, textarea, dialog[open], [contenteditable]")) {
      if (event.key === "Escape" && event.target.type === "search") event.target.blur();
      return;
    }
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
}
