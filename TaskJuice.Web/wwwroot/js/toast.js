// Messages leave by themselves, but never while somebody reads or uses them. What they offer is also on the page.
const STAYS = 6_000;
const STAYS_TO_BE_USED = 10_000;
const SPEAKERS_LISTEN_AFTER = 300;
const timers = new WeakMap();

function leave(toast) {
  if (toast.matches(":hover, :focus-within")) start(toast);
  else toast.remove();
}

function start(toast) {
  clearTimeout(timers.get(toast));
  timers.set(toast, setTimeout(leave, toast.matches(".toast--done:not(:has(form))") ? STAYS : STAYS_TO_BE_USED, toast));
}

function ready() {
  for (const toast of document.querySelectorAll("[data-toast]")) {
    if (timers.has(toast)) continue;
    const close = toast.querySelector("[data-toast-close]");
    if (close) close.hidden = false;
    start(toast);
  }
}

document.addEventListener("click", event => event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove());
new MutationObserver(ready).observe(document.getElementById("toasts") ?? document.body, { childList: true, subtree: true });
ready();

// What came with the page itself is not spoken: a region speaks only of what changes in it.
const carried = document.querySelector("#toasts > [data-toast] > p");
if (carried) setTimeout(() => { document.getElementById("announcer").textContent = carried.textContent; }, SPEAKERS_LISTEN_AFTER);
