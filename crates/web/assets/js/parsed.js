// The server's own pages are the only text that is made into a page here, and this is the only
// place that does it: the browser refuses every other (Trusted Types).
const own = window.trustedTypes?.createPolicy("bellwether", { createHTML: (text) => text });

export const parsed = (text) =>
  new DOMParser().parseFromString(own ? own.createHTML(text) : text, "text/html");
