// Connecting in a window of its own. The result always comes from the server; this file only opens, listens and shows that it waits.
import { startHints, stopHints } from "./connect-hints.js";
import { isTold, unlessTold } from "./connect-told.js";
import { focusWindow, isClosed, isLeft, openWindow, passWindowOn } from "./connect-window.js";

const LIFE = 600;
const results = new BroadcastChannel("taskjuice-connect");

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

// Several messengers announce one result. It is shown once: a second answer would replace what the person already works on, and one that
// comes while the browser leaves for the step would take the message along that the step is to show.
document.addEventListener("dialog:close", endListening);
document.addEventListener("htmx:after:request", (event) => {
  const { sourceElement, response } = event.detail.ctx;
  if ("connectListening" in sourceElement.dataset && response.headers.has("HX-Redirect")) endListening();
});

function endListening() {
  for (const { dataset } of document.querySelectorAll("[data-connect-listening]")) tell("ended", dataset.connectListening);
  stopListening();
}

document.addEventListener("htmx:before:request", (event) => {
  const source = event.detail.ctx.sourceElement;
  if ("connectListening" in source.dataset && !source.isConnected) event.preventDefault();
});

results.addEventListener("message", ask);
unlessTold(askPanel);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());

function ask() {
  for (const listener of document.querySelectorAll("[data-connect-listening], [data-connect-late]")) htmx.trigger(listener, "flow");
}

// The page asks for itself: see connect-late.js.
function askPanel() {
  for (const listener of document.querySelectorAll("[data-connect-listening]")) htmx.trigger(listener, "flow");
}

function showWindow(form) {
  if (!isClosed(form)) return focusWindow(form);
  if (!openWindow(form)) return;
  form.submit();
  busy(form);
  hint(form, LIFE);
}

function wait(form, left) {
  form.elements.mode.value = "popup";
  form.dataset.connectWaits = "";
  busy(form);
  part(form, "blocked").hidden = true;
  document.querySelector("[data-connect-waiting]").hidden = false;
  document.getElementById("connect-status").replaceChildren();
  const listener = part(form, "listen").content.cloneNode(true);
  listener.firstElementChild.dataset.connectListening = form.elements.flow.value;
  form.append(listener);
  htmx.process(form.lastElementChild);
  tell("waits", form.elements.flow.value);
  hint(form, left);
}

const hint = (form, left) => startHints(() => isClosed(form), () => isLeft(form) && offerAgain(form), () => isTold() || askPanel(), left);

function busy(form) {
  const button = part(form, "button");
  button.dataset.rest ??= button.textContent;
  say(button, button.dataset.busy, true);
  document.querySelector("[data-connect-reopen]").hidden = false;
}

// The result may still come and wins; until then the way on is the main button.
function offerAgain(form) {
  const button = part(form, "button");
  const reopen = document.querySelector("[data-connect-reopen]");
  if (reopen.hidden || form.querySelector("[data-connect-asks]")) return;
  say(button, reopen.dataset.closed, false);
  if (document.activeElement === reopen) button.focus();
  reopen.hidden = true;
}

function say(button, words, isBusy) {
  button.textContent = words;
  for (const name of ["aria-disabled", "aria-busy"]) isBusy ? button.setAttribute(name, "true") : button.removeAttribute(name);
}

function rest(form) {
  const button = part(form, "button");
  const waiting = document.querySelector("[data-connect-waiting]");
  say(button, button.dataset.rest ?? button.textContent, false);
  if (waiting.contains(document.activeElement)) button.focus();
  waiting.hidden = true;
  delete form.dataset.connectWaits;
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
  passWindowOn(flow.value, next);
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
  return "connectWaits" in form.dataset;
}

function isSmallTouchScreen() {
  return window.matchMedia("(pointer: coarse) and (max-width: 700px)").matches;
}

resume();
