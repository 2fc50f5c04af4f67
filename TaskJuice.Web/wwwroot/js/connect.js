// Connecting in a window of its own. The result always comes from the server; this file only opens, listens and shows that it waits.
import { startHints, stopHints } from "./connect-hints.js";

const NAME = "taskjuice-connect";
const LIFE = 600;
const windows = new Map();
const results = new BroadcastChannel(NAME);

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-connect]");
  if (!form) return;

  const isPage = !form.closest("dialog");
  if (isWaiting(form)) {
    event.preventDefault();
    showWindow(form);
  } else if (isPage && form.elements.mode.value === "popup") {
    // Asked again inside the window that a builder opened; what opened it cannot be told from here, so the server says it.
    form.target = "_self";
  } else if (event.submitter?.matches("[data-connect-here]") || isSmallTouchScreen() || isPage) {
    form.target = "_self";
    form.elements.mode.value = "";
  } else if (openWindow(form)) {
    wait(form, LIFE);
  } else {
    event.preventDefault();
    part(form, "blocked").hidden = false;
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-connect-reopen]")) showWindow(document.querySelector("form[data-connect]"));
});

document.addEventListener("htmx:after:swap", () => {
  const form = document.querySelector("form[data-connect]");
  if (form && form.querySelector("[data-connect-ended]") && isWaiting(form)) rest(form);
  resume();
});

// The dialog was opened again, or the page loaded again, while the window is still out there.
function resume() {
  const form = document.querySelector("form[data-connect]");
  const left = Number(form?.dataset.connectLeft);
  if (!(left > 0) || form.elements.mode.value === "popup") return;
  form.dataset.connectLeft = "";
  wait(form, left);
}

// Several messengers announce one result. It is shown once: a second answer would replace what the person already works on.
document.addEventListener("dialog:close", () => {
  for (const { dataset } of document.querySelectorAll("[data-connect-listening]")) tell("ended", dataset.connectListening);
  stopListening();
});

document.addEventListener("htmx:before:request", (event) => {
  const source = event.detail.ctx.sourceElement;
  if ("connectListening" in source.dataset && !source.isConnected) event.preventDefault();
});

results.addEventListener("message", ask);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());

function ask() {
  for (const listener of document.querySelectorAll("[data-connect-listening], [data-connect-late]")) htmx.trigger(listener, "flow");
}

function openWindow(form) {
  const [width, height] = [520, 720];
  const left = Math.round(window.screenX + (window.outerWidth - width) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - height) / 2);
  form.target = `${NAME}-${form.elements.flow.value}`;
  const opened = window.open("about:blank", form.target, `popup,width=${width},height=${height},left=${left},top=${top}`);
  if (opened) windows.set(form.elements.flow.value, opened);
  return opened;
}

const windowOf = (form) => windows.get(form.elements.flow.value);
const isClosed = (form) => windowOf(form)?.closed !== false;

function showWindow(form) {
  if (!isClosed(form)) return windowOf(form).focus();
  if (!openWindow(form)) return;
  form.submit();
  startHints(() => isClosed(form), ask, LIFE);
}

function wait(form, left) {
  const button = part(form, "button");
  form.elements.mode.value = "popup";
  button.dataset.rest = button.textContent;
  button.textContent = button.dataset.busy;
  button.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-busy", "true");
  part(form, "blocked").hidden = true;
  document.querySelector("[data-connect-waiting]").hidden = false;
  document.getElementById("connect-status").replaceChildren();
  const listener = part(form, "listen").content.cloneNode(true);
  listener.firstElementChild.dataset.connectListening = form.elements.flow.value;
  form.append(listener);
  htmx.process(form.lastElementChild);
  tell("waits", form.elements.flow.value);
  startHints(() => isClosed(form), ask, left);
}

function rest(form) {
  const button = part(form, "button");
  const waiting = document.querySelector("[data-connect-waiting]");
  button.textContent = button.dataset.rest ?? button.textContent;
  button.removeAttribute("aria-disabled");
  button.removeAttribute("aria-busy");
  if (waiting.contains(document.activeElement)) button.focus();
  waiting.hidden = true;
  form.elements.mode.value = "";
  tell("ended", form.elements.flow.value);
  stopListening();
  renew(form, waiting);
}

// The next try is another attempt: asked for this one, the server would go on answering how it ended.
function renew(form, waiting) {
  const { flow } = form.elements;
  const next = crypto.randomUUID();
  for (const element of [form, ...waiting.querySelectorAll("form"), ...part(form, "listen").content.querySelectorAll("*")])
    for (const attribute of element.attributes) attribute.value = attribute.value.replace(flow.value, next);
  flow.value = next;
}

// The page itself listens too: see connect-late.js.
function tell(what, flow) {
  document.dispatchEvent(new CustomEvent(`connect:${what}`, { detail: flow }));
}

function stopListening() {
  stopHints();
  document.querySelectorAll("[data-connect-listening]").forEach((listener) => listener.remove());
}

function part(form, name) {
  return form.querySelector(`[data-connect-${name}]`);
}

function isWaiting(form) {
  return part(form, "button").getAttribute("aria-disabled") === "true";
}

function isSmallTouchScreen() {
  return window.matchMedia("(pointer: coarse) and (max-width: 700px)").matches;
}

resume();
