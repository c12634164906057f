// A file dropped anywhere on the import form is a file chosen.
export function dropFiles() {
  const zone = document.querySelector("[data-drop]");
  const input = zone?.querySelector('input[type="file"]');
  if (!input) return;
  const over = (on) => zone.classList.toggle("is-over", on);
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) over(false);
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.closest("form").requestSubmit();
  });
}
