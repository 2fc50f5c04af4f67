// What a person who waits should know, at the time it helps. None of it decides anything: a provider can make an open window look closed.
const SLOW = 20_000;
const SOON_OVER = 2 * 60_000;
const LOOK = 500;
const ASK_OFTEN_FOR = 40;

let timers = [];

/** @param onClosed is called at every look that finds the window closed. @param left how many seconds the attempt has from now on. */
export function startHints(isClosed, onClosed, ask, left) {
  stopHints();
  show("open");
  let looks = 0;
  timers = [
    setTimeout(show, SLOW, "slow"),
    setTimeout(show, Math.max(0, left * 1_000 - SOON_OVER), "late"),
    setInterval(() => {
      if (!isClosed()) return;
      onClosed();
      // Closed may mean finished: for a while the server is asked more often.
      if (looks === 0) show("closed");
      if (looks++ < ASK_OFTEN_FOR) ask();
    }, LOOK),
  ];
}

export function stopHints() {
  timers.forEach(clearTimeout);
  timers = [];
}

function show(name) {
  const waiting = document.querySelector("[data-connect-waiting]");
  if (!waiting) return stopHints();
  if (name === "slow" && isShown(waiting, "closed")) return;
  for (const hint of waiting.querySelectorAll("[data-connect-hint]")) hint.hidden = hint.dataset.connectHint !== name;

  const button = waiting.querySelector("[data-connect-reopen]");
  button.dataset.rest ??= button.textContent;
  button.textContent = isShown(waiting, "closed") ? button.dataset.closed : button.dataset.rest;
}

function isShown(waiting, name) {
  return !waiting.querySelector(`[data-connect-hint="${name}"]`).hidden;
}
