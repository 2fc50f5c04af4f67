// A progress bar at the top while a response is pending. It appears after a delay, so that fast responses do not flicker, and then stays
// long enough to be seen.
const AFTER = 100;
const AT_LEAST = 400;
const asked = new Set();
let since = 0;
let timer;

const line = () => document.getElementById("working");

// Background requests, such as polling every two seconds, show nothing.
const isAwaited = ctx => line() && !ctx.sourceElement.matches("[hx-trigger*=every]");

// A request without a swap has no element as its target.
const region = ctx => (ctx.target instanceof Element ? ctx.target : null);

function follow() {
  clearTimeout(timer);
  if (asked.size > 0 && !since) timer = setTimeout(show, AFTER);
  if (asked.size === 0 && since) timer = setTimeout(hide, AT_LEAST - (performance.now() - since));
}

// Also above an open dialog.
function show() {
  since = performance.now();
  line().showPopover();
  for (const ctx of asked) region(ctx)?.setAttribute("aria-busy", "true");
}

function hide() {
  since = 0;
  line().hidePopover();
}

document.addEventListener("htmx:before:request", event => {
  const { ctx } = event.detail;
  if (event.defaultPrevented || !isAwaited(ctx)) return;
  asked.add(ctx);
  if (since) region(ctx)?.setAttribute("aria-busy", "true");
  follow();
});

document.addEventListener("htmx:finally:request", event => {
  const { ctx } = event.detail;
  if (!asked.delete(ctx)) return;
  region(ctx)?.removeAttribute("aria-busy");
  follow();
});
