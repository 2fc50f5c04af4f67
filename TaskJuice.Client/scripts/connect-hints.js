// Hints for a person who waits. They decide nothing: a provider can make an open popup appear closed.
const SLOW = 20_000;
const SOON_OVER = 2 * 60_000;
const LOOK = 500;
const ASK_OFTEN_FOR = 40;

export class Hints {
  #waiting;
  #timers = [];

  /** @param waiting holds the hints. */
  constructor(waiting) {
    this.#waiting = waiting;
  }

  /** @param onClosed is called at every check that finds the popup closed. @param left how many seconds the attempt has from now on. */
  start(isClosed, onClosed, ask, left) {
    this.stop();
    this.#show("open");
    let looks = 0;
    this.#timers = [
      setTimeout(() => this.#show("slow"), SLOW),
      setTimeout(() => this.#show("late"), Math.max(0, left * 1_000 - SOON_OVER)),
      setInterval(() => {
        if (!isClosed()) return;
        onClosed();
        // Closed may mean finished: polls the server more often for a while.
        if (looks === 0) this.#show("closed");
        if (looks++ < ASK_OFTEN_FOR) ask();
      }, LOOK),
    ];
  }

  stop() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
  }

  #show(name) {
    if (name === "slow" && this.#isShown("closed")) return;
    for (const hint of this.#waiting.querySelectorAll("[data-connect-hint]")) hint.hidden = hint.dataset.connectHint !== name;

    const button = this.#waiting.querySelector("[data-connect-reopen]");
    button.dataset.rest ??= button.textContent;
    button.textContent = this.#isShown("closed") ? button.dataset.closed : button.dataset.rest;
  }

  #isShown(name) {
    return !this.#waiting.querySelector(`[data-connect-hint="${name}"]`).hidden;
  }
}
