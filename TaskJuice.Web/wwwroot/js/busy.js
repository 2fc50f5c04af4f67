// A button that works says so, and stays focusable; a second click while it works is dropped.
document.addEventListener("submit", (event) => {
  const button = event.target.matches("[data-busy-form]") && event.target.querySelector("[data-busy]");
  if (!button) return;

  button.dataset.rest ??= button.textContent;
  button.textContent = button.dataset.busy;
  button.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:finally:request", (event) => {
  for (const button of event.target.querySelectorAll?.("[data-busy][aria-busy]") ?? []) {
    button.textContent = button.dataset.rest;
    button.removeAttribute("aria-disabled");
    button.removeAttribute("aria-busy");
  }
});
