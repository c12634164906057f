// The name that somebody gave for the journal, kept on their own machine and filled in the next
// time; with it there, a fix takes one click.
const key = "bellwether-name";

function kept() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // This reader keeps nothing.
  }
}

function fill() {
  const name = kept();
  if (!name) return;
  for (const field of document.querySelectorAll("input[name=who]")) {
    if (!field.value) field.value = name;
  }
}

export function rememberName() {
  fill();
  document.addEventListener("swapped", fill);
  document.addEventListener("submit", (event) => {
    const name = event.target.querySelector("input[name=who]")?.value.trim();
    if (name && kept() !== name) localStorage.setItem(key, name);
  });
}
