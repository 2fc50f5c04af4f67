// A line at the top says that an answer is on its way. It comes after a moment, so that what is quick does not flicker, and once it is
// there it stays long enough to be seen.
const AFTER = 100;
const AT_LEAST = 400;
const asked = new Set();
let since = 0;
let timer;

const line = () => document.getElementById("working");

// What nobody waits for, such as a look every two seconds, shows nothing.
const isAwaited = ctx => line() && !ctx.sourceElement.matches("[hx-trigger*=every]");

// A request whose answer goes nowhere has no element as its target.
const region = ctx => (ctx.target instanceof Element ? ctx.target : null);

function follow() {
  clearTimeout(timer);
  if (asked.size > 0 && !since) timer = setTimeout(show, AFTER);
  if (asked.size === 0 && since) timer = setTimeout(hide, AT_LEAST - (performance.now() - since));
}

// Above an open dialog too.
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
