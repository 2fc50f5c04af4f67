// The addresses of the open dialog and of the page beneath it. The page beneath is unchanged, so going back to it needs no request.
let page;
let returning;
let done = () => {};

/** The address of the page beneath the open dialog. */
export const beneath = () => page;

/** The dialog shows the content of this address. */
export function show(address) {
  if (page) return history.replaceState({ dialog: true }, "", address);
  page = location.href;
  history.pushState({ dialog: true }, "", address);
}

/**
 * The dialog was closed: removes its address.
 * @param focus sets focus; the browser resets it after going back.
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
  // Forward to a dialog that was closed.
  if (event.state?.dialog && !page && document.getElementById("dialog-body")) location.reload();
});

document.addEventListener("htmx:before:history:restore", event => {
  if (arrived() || returning === location.href) event.preventDefault();
  returning = undefined;
});

// The target of an address, without its message parameter.
function place(address) {
  const url = new URL(address, location.href);
  url.searchParams.delete("removed");
  // The builder may select a step by itself: an address with that step is the same page.
  const offers = document.querySelector("[data-offers]")?.dataset.offers;
  if (offers && !url.searchParams.has("step")) url.searchParams.set("step", offers);
  return url.href;
}

// Each history entry must differ from the previous one. The page that a dialog led to replaces the dialog's entry, because a submitted form
// cannot be returned to; if that page is the one beneath, closing the dialog already goes there.
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
