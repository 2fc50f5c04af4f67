// Whether the page is told when an attempt changes. While it is, it need not ask; otherwise it asks every two seconds.
const ASKS_EVERY = 2_000;
// The stream says something every 15 seconds, if only that it is there.
const SILENT_TOO_LONG = 40_000;

let heardAt = -Infinity;

function isOurs(event) {
  return Boolean(event.target.closest?.("[data-connect-listening]"));
}

for (const said of ["flow", "heartbeat"])
  document.addEventListener(said, event => { if (event.target.matches("[data-connect-stream]")) heardAt = performance.now(); });

for (const lost of ["htmx:sse:before:connection", "htmx:sse:error", "htmx:sse:close"])
  document.addEventListener(lost, event => { if (isOurs(event)) heardAt = -Infinity; });

// Another attempt has a stream of its own.
document.addEventListener("connect:waits", () => { heardAt = -Infinity; });

export function isTold() {
  return performance.now() - heardAt < SILENT_TOO_LONG;
}

export function unlessTold(ask) {
  setInterval(() => isTold() || ask(), ASKS_EVERY);
}
