// A form that was sent shows that it is at work until its answer comes, and cannot be sent twice.
export function busy() {
  const forms = () => document.querySelectorAll("form[aria-busy]");
  addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.target.hasAttribute("aria-busy")) event.preventDefault();
    event.target.setAttribute("aria-busy", "true");
  });
  // The way back may bring the page as it was left.
  addEventListener("pageshow", () => forms().forEach((form) => form.removeAttribute("aria-busy")));
}
