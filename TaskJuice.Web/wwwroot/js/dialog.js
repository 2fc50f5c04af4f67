// The page's dialog: opens when something was swapped into it, gives focus back when it closes.
let opener;

const dialog = () => document.getElementById("dialog");
const body = () => document.getElementById("dialog-body");

function open() {
  const heading = body().querySelector("h1, h2");
  if (heading) {
    heading.id ||= "dialog-title";
    dialog().setAttribute("aria-labelledby", heading.id);
  }
  if (dialog().open) return;
  dialog().showModal();
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

document.addEventListener("dialog:close", close);

document.addEventListener("click", event => {
  if (!dialog()?.open || !event.target.closest("[data-dialog-close]")) return;
  event.preventDefault();
  close();
});

document.addEventListener("close", event => {
  if (event.target !== dialog()) return;
  body().replaceChildren();
  // What replaced the opener has its id; when both are gone, a fragment with autofocus has taken care of itself.
  const back = typeof opener === "string" ? document.getElementById(opener) : opener;
  if (back?.isConnected && !document.querySelector(".panel [autofocus]")) back.focus();
  opener = undefined;
}, true);
