// The document and what was read from it: both ends of a link light up together; another part, or
// another reading of a column, comes without losing what was typed below.

import { parsed } from "./parsed.js";

function ends(element) {
  const own = element?.closest?.(".source a, .read a.value");
  const anchors = own?.dataset.to ?? own?.getAttribute("href").split("#")[1];
  if (!anchors) return [];
  return anchors
    .split(" ")
    .map((id) => document.getElementById(id))
    .filter(Boolean);
}

function light(element) {
  for (const lit of document.querySelectorAll(".is-met")) lit.classList.remove("is-met");
  for (const end of ends(element)) end.classList.add("is-met");
}

// Brings the other end into sight inside its own side only: the page itself stays where it is.
function bring(end) {
  const side = end.closest(".reading > *");
  if (!side) return;
  const [box, frame] = [end.getBoundingClientRect(), side.getBoundingClientRect()];
  if (box.top < frame.top || box.bottom > frame.bottom)
    side.scrollTop += box.top - frame.top - side.clientHeight / 3;
  if (box.left < frame.left || box.right > frame.right)
    side.scrollLeft += box.left - frame.left - side.clientWidth / 3;
}

const kept = "#accept input:not([type=hidden]), input[form=accept]";
const key = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);

async function show(address, focus) {
  const main = document.querySelector("main");
  main.setAttribute("aria-busy", "true");
  let page;
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    page = parsed(await answer.text());
  } catch {
    location.assign(address);
    return;
  }
  const typed = new Map([...document.querySelectorAll(kept)].map((field) => [key(field), field]));
  main.replaceChildren(...page.querySelector("main").childNodes);
  main.removeAttribute("aria-busy");
  for (const field of document.querySelectorAll(kept)) {
    const before = typed.get(key(field));
    if (before?.type === "radio") field.checked = before.checked;
    else if (before) field.value = before.value;
  }
  history.pushState(null, "", address);
  const hash = new URL(address, location).hash.slice(1);
  const target = focus ? document.getElementById(focus) : document.getElementById(hash);
  if (focus) target?.focus({ preventScroll: true });
  else if (target?.closest(".reading")) (bring(target), target.classList.add("is-met"));
  else target?.scrollIntoView();
}

function address(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  const url = new URL(form.action, location);
  return `${url.pathname}?${query}${url.hash}`;
}

export function reading() {
  if (!document.querySelector("#reading")) return;
  document.addEventListener("pointerover", (event) => light(event.target));
  document.addEventListener("focusin", (event) => light(event.target));
  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a[data-part], .read a.value, .source a, #remarks a.place");
    const href = link?.getAttribute("href");
    if (!href) return;
    if (!href.startsWith("#")) {
      event.preventDefault();
      show(href);
      return;
    }
    const end = document.getElementById(href.slice(1));
    if (!link.closest(".reading") || !end?.closest(".reading")) return;
    event.preventDefault();
    // The address names the end, so that it stays marked; the page itself stays where it is.
    const top = scrollY;
    location.replace(href);
    scrollTo({ top, behavior: "instant" });
    bring(end);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-reread], form[data-part]");
    if (form) show(address(form), event.target.id);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-reread], form[data-part]")) return;
    event.preventDefault();
    show(address(event.target));
  });
  let shown = location.pathname + location.search;
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) location.reload();
    shown = location.pathname + location.search;
  });
}
