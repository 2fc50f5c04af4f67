// After a rejected form, focus moves to the first error, whatever was focused on submit.
document.addEventListener("htmx:after:swap", event => {
  if (event.detail.ctx.response?.status !== 422) return;
  const place = document.querySelector("dialog[open]") ?? document.getElementById("main");
  place?.querySelector("[aria-invalid=true], [role=alert][tabindex]")?.focus();
});

// Removing a panel with the focused control leaves focus nowhere. It moves to the panel's step, or else to the main content; in a dialog,
// to its heading.
let step;

document.addEventListener("htmx:before:swap", () => {
  step = document.querySelector("[aria-current=step]")?.id;
});

document.addEventListener("htmx:after:swap", () => {
  keep();
  // A subsequent change, such as a closing dialog, may move focus once more.
  requestAnimationFrame(keep);
});

function keep() {
  if (document.activeElement !== document.body) return;
  const dialog = document.querySelector("dialog[open]");
  const place = dialog ? dialog.querySelector("[autofocus], h1, h2") : (document.getElementById(step) ?? document.getElementById("main"));
  place?.focus({ preventScroll: true });
}
