// The page listens for how connecting ends as well, for the day that its dialog is closed, or the page loaded again, before the window has come back.
const followed = document.getElementById("open-flows");
const listenerOf = flow => followed.querySelector(`[data-connect-late="${flow}"]`);

function follow(flow) {
  if (listenerOf(flow)) return;
  const listener = document.createElement("div");
  listener.dataset.connectLate = flow;
  // What waits behind a question is not asked later: by then it may be held back, and what is held back holds up all that follow.
  const asks = { "hx-get": `${followed.dataset.path}${flow}?late=true`, "hx-trigger": "flow, every 2s", "hx-swap": "none", "hx-sync": "this:drop" };
  for (const [name, value] of Object.entries(asks)) listener.setAttribute(name, value);
  followed.append(listener);
  htmx.process(listener);
}

// News does not take away what somebody is in the middle of; it comes when they are done.
const isAtWork = () => Boolean(document.querySelector("dialog[open]")) || [...document.querySelectorAll("main :is(input, textarea)")].some(isTyped);
const isTyped = field => !["hidden", "radio", "checkbox"].includes(field.type) && field.value !== field.defaultValue && !field.closest("[role=search]");
const isHeardInDialog = flow => Boolean(document.querySelector(`[data-connect-listening="${flow}"]`));

document.addEventListener("htmx:before:request", event => {
  const flow = event.detail.ctx.sourceElement.dataset?.connectLate;
  if (flow && (isHeardInDialog(flow) || isAtWork())) event.preventDefault();
});

// An answer with content says how it ended; there is nothing more to hear.
document.addEventListener("htmx:finally:request", event => {
  const { sourceElement, response } = event.detail.ctx;
  if (response?.status === 200 && sourceElement.dataset?.connectLate) sourceElement.remove();
});

if (followed) {
  document.addEventListener("connect:waits", event => follow(event.detail));
  document.addEventListener("connect:ended", event => listenerOf(event.detail)?.remove());
  followed.dataset.flows.split(" ").filter(Boolean).forEach(follow);
}
