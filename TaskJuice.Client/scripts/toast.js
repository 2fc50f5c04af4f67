// Messages leave by themselves, but never while somebody reads or uses them. What they offer is also on the page.
const STAYS = 6_000;
const STAYS_TO_BE_USED = 10_000;
const SPEAKERS_LISTEN_AFTER = 300;
const timers = new WeakMap();
const shown = () => document.querySelectorAll("[data-toast]");

function leave(toast) {
  if (toast.matches(":hover, :focus-within")) start(toast);
  else toast.remove();
}

function start(toast) {
  clearTimeout(timers.get(toast));
  timers.set(toast, setTimeout(leave, toast.matches(".toast--done:not(:has(form))") ? STAYS : STAYS_TO_BE_USED, toast));
}

function ready() {
  for (const toast of shown()) {
    if (timers.has(toast)) continue;
    const close = toast.querySelector("[data-toast-close]");
    if (close) close.hidden = false;
    start(toast);
    requestAnimationFrame(() => keepInSight(toast, document.activeElement));
  }
}

// On a narrow screen a message lies along the bottom edge: what has focus there moves up.
function keepInSight(toast, focused) {
  if (toast.contains(focused) || !focused.matches("a, button, input, select, textarea, summary")) return;
  const [above, below] = [focused, toast].map(it => it.getBoundingClientRect());
  if (above.bottom > below.top && above.top < below.bottom) focused.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", event => event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove());
document.addEventListener("toast:shown", ready);
new MutationObserver(ready).observe(document.getElementById("toasts") ?? document.body, { childList: true, subtree: true });
ready();

// Whoever goes through the page by keys may be on the way to the message, and the keys that undo elsewhere undo here.
document.addEventListener("keydown", event => {
  if (event.key === "Tab") shown().forEach(start);
  const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!isUndo || event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
  const undo = document.querySelector("[data-toast-undo]");
  if (!undo) return;
  event.preventDefault();
  undo.click();
});

// What came with the page itself is not spoken: a region speaks only of what changes in it. What was said meanwhile is newer.
const carried = document.querySelector("#toasts > [data-toast] > p");
if (carried) setTimeout(() => { document.getElementById("announcer").textContent ||= carried.textContent; }, SPEAKERS_LISTEN_AFTER);
