// A busy button says so and stays focusable; further clicks are dropped.
const resting = new WeakMap();

document.addEventListener("submit", event => {
  const button = event.target.matches("[data-busy-form]") && event.target.querySelector("[data-busy]");
  if (!button) return;
  if (!resting.has(button)) resting.set(button, [...button.childNodes]);
  button.replaceChildren(button.dataset.busy);
  button.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-busy", "true");
});

// Resets buttons of a page restored from the back/forward cache.
function rest(root) {
  for (const button of root.querySelectorAll?.("[data-busy][aria-busy]") ?? []) {
    if (!resting.has(button)) continue;
    button.replaceChildren(...resting.get(button));
    button.removeAttribute("aria-disabled");
    button.removeAttribute("aria-busy");
  }
}

document.addEventListener("htmx:finally:request", event => rest(event.target));
window.addEventListener("pageshow", event => {
  if (event.persisted) rest(document);
});
