// Messages disappear by themselves, but not while they are being read or used. Their actions are available on the page as well.
import { Behaviour } from "./behaviour.js";

const STAYS = 6_000;
const STAYS_TO_BE_USED = 10_000;
const SPEAKERS_LISTEN_AFTER = 300;

class ToastList extends Behaviour {
  #timers = new WeakMap();
  #arrivals = new MutationObserver(() => this.#show());

  start() {
    this.on(this, "click", event => event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove());
    this.on(document, "keydown", event => this.#press(event));
    this.#arrivals.observe(this, { childList: true });
    this.#show();
    this.#speak();
  }

  stop() {
    this.#arrivals.disconnect();
  }

  get #shown() {
    return this.querySelectorAll("[data-toast]");
  }

  #show() {
    for (const toast of this.#shown) {
      if (this.#timers.has(toast)) continue;
      const close = toast.querySelector("[data-toast-close]");
      if (close) close.hidden = false;
      this.#time(toast);
      requestAnimationFrame(() => keepInSight(toast, document.activeElement));
    }
  }

  #time(toast) {
    clearTimeout(this.#timers.get(toast));
    const stays = toast.matches(".toast--done:not(:has(form))") ? STAYS : STAYS_TO_BE_USED;
    this.#timers.set(
      toast,
      setTimeout(() => this.#leave(toast), stays),
    );
  }

  #leave(toast) {
    if (toast.matches(":hover, :focus-within")) this.#time(toast);
    else toast.remove();
  }

  // Keyboard users may still be on the way to the message, and the keys for undo apply to it.
  #press(event) {
    if (event.key === "Tab") for (const toast of this.#shown) this.#time(toast);
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    const undo = this.querySelector("[data-toast-undo]");
    if (!undo) return;
    event.preventDefault();
    undo.click();
  }

  // Content of the initial page is not announced: a live region announces only changes. A message since then is newer.
  #speak() {
    const carried = this.querySelector(":scope > [data-toast] > p");
    if (carried)
      setTimeout(() => {
        document.getElementById("announcer").textContent ||= carried.textContent;
      }, SPEAKERS_LISTEN_AFTER);
  }
}

// On a narrow screen, messages are at the bottom edge: scrolls the focused element above them.
function keepInSight(toast, focused) {
  if (toast.contains(focused) || !focused.matches("a, button, input, select, textarea, summary")) return;
  const [above, below] = [focused, toast].map(it => it.getBoundingClientRect());
  if (above.bottom > below.top && above.top < below.bottom) focused.scrollIntoView({ block: "nearest" });
}

customElements.define("toast-list", ToastList);
