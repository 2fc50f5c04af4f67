// The page's dialog: opens when something was swapped into it, gives focus back when it closes.
let opener;
let done = false;

const dialog = () => document.getElementById("dialog");
const body = () => document.getElementById("dialog-body");

function open() {
  const heading = body().querySelector("h1, h2");
  if (heading) {
    heading.id ||= "dialog-title";
    dialog().setAttribute("aria-labelledby", heading.id);
  }
  // New content took the focused link with it, or this is the first content: either way focus starts at the top of it.
  if (dialog().open && body().contains(document.activeElement)) return;
  if (!dialog().open) dialog().showModal();
  (body().querySelector("[autofocus]") ?? heading)?.focus();
}

function close() {
  if (dialog().open) dialog().close();
}

document.addEventListener("htmx:before:request", event => {
  const { sourceElement, target } = event.detail.ctx;
  if (target === body() && !dialog().open) opener = sourceElement.id || sourceElement;
});

document.addEventListener("htmx:after:swap", () => {
  if (body().childElementCount > 0) open();
});

// The answer to a form says that its dialog has done its work.
document.addEventListener("dialog:close", () => {
  done = dialog().open;
  close();
});

document.addEventListener("click", event => {
  if (!dialog()?.open || !event.target.closest("[data-dialog-close]")) return;
  event.preventDefault();
  close();
});

document.addEventListener("close", event => {
  if (event.target !== dialog()) return;
  body().replaceChildren();
  // After success, focus goes to what the answer brought; otherwise back to the opener, or to what has its id now.
  const back = typeof opener === "string" ? document.getElementById(opener) : opener;
  const brought = document.querySelector("main [autofocus]");
  (done ? brought ?? back : back ?? brought)?.focus();
  [opener, done] = [undefined, false];
}, true);
