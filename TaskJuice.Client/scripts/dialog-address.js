// The address of the open dialog and of the page beneath it. The page beneath stays as it is, so going back to it asks for nothing.
let page;
let returning;
let done = () => {};

/** The address of the page beneath the open dialog. */
export const beneath = () => page;

/** The dialog shows what is at this address. */
export function show(address) {
  if (page) return history.replaceState({ dialog: true }, "", address);
  page = location.href;
  history.pushState({ dialog: true }, "", address);
}

/**
 * The dialog is closed: its address goes.
 * @param focus gives focus; the browser takes it away again when it has gone back.
 */
export function leave(focus) {
  focus();
  if (!page) return;
  [returning, page] = [page, undefined];
  window.navigation?.addEventListener("navigatesuccess", focus, { once: true });
  history.back();
}

/** @param close closes the dialog when the person goes back. */
export function takeOver(close) {
  done = close;
}

function arrived() {
  if (page !== location.href) return false;
  [returning, page] = [page, undefined];
  done();
  return true;
}

window.addEventListener("popstate", event => {
  if (arrived()) return;
  // Forward again, to a dialog that was closed.
  if (event.state?.dialog && !page && document.getElementById("dialog-body")) location.reload();
});

document.addEventListener("htmx:before:history:restore", event => {
  if (arrived() || returning === location.href) event.preventDefault();
  returning = undefined;
});

// Where an address leads, whatever message it carries along.
function place(address) {
  const url = new URL(address, location.href);
  url.searchParams.delete("removed");
  // The builder offers a step to whoever asked for none: naming that one is no other place.
  const offers = document.querySelector("[data-offers]")?.dataset.offers;
  if (offers && !url.searchParams.has("step")) url.searchParams.set("step", offers);
  return url.href;
}

// Each step back leads somewhere else. What a dialog led to takes the dialog's place, because there is no way back into a form that was
// sent; and if that is the page beneath, closing the dialog already goes there.
document.addEventListener("htmx:before:history:update", event => {
  const { history: entry, response } = event.detail;
  if (response?.status >= 400) return;
  if (page && place(entry.path) === place(page)) {
    event.preventDefault();
  } else if (page || place(entry.path) === place(location.href)) {
    entry.type = "replace";
    page = undefined;
  }
});
