// After a refused form the first thing that is wrong has focus, whatever had it when the form was sent.
document.addEventListener("htmx:after:swap", event => {
  if (event.detail.ctx.response?.status !== 422) return;
  const place = document.querySelector("dialog[open]") ?? document.getElementById("main");
  place?.querySelector("[aria-invalid=true], [role=alert][tabindex]")?.focus();
});

// A control that goes with its panel leaves focus nowhere. The step whose panel it was gets it, or else the main part of the page; in a dialog its heading.
let step;

document.addEventListener("htmx:before:swap", () => {
  step = document.querySelector("[aria-current=step]")?.id;
});

document.addEventListener("htmx:after:swap", () => {
  keep();
  // What comes right behind it, such as a dialog that closes, may lose it once more.
  requestAnimationFrame(keep);
});

function keep() {
  if (document.activeElement !== document.body) return;
  const dialog = document.querySelector("dialog[open]");
  const place = dialog ? dialog.querySelector("[autofocus], h1, h2") : (document.getElementById(step) ?? document.getElementById("main"));
  place?.focus({ preventScroll: true });
}
