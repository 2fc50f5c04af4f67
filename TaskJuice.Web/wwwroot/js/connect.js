// Connecting in a window of its own. The result always comes from the server; this file only opens, listens and shows that it waits.
import { startHints, stopHints } from "./connect-hints.js";

const NAME = "taskjuice-connect";
let popup = null;
const results = new BroadcastChannel(NAME);

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-connect]");
  if (!form) return;

  const isPage = !form.closest("dialog");
  if (isPage && form.elements.mode.value === "popup") {
    // Asked again inside the window that a builder opened; what opened it cannot be told from here, so the server says it.
    form.target = "_self";
  } else if (event.submitter?.matches("[data-connect-here]") || isSmallTouchScreen() || isPage) {
    form.target = "_self";
    form.elements.mode.value = "";
  } else if (isWaiting(form)) {
    event.preventDefault();
    showWindow(form);
  } else if (openWindow(form)) {
    form.elements.mode.value = "popup";
    wait(form);
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
});

// Several messengers announce one result. It is shown once: a second answer would replace what the person already works on.
document.addEventListener("dialog:close", stopListening);

document.addEventListener("htmx:before:request", (event) => {
  const source = event.detail.ctx.sourceElement;
  if ("connectListening" in source.dataset && !source.isConnected) event.preventDefault();
});

results.addEventListener("message", ask);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());

function ask() {
  if (document.querySelector("[data-connect-listening]")) htmx.trigger("[data-connect-listening]", "flow");
}

function openWindow(form) {
  const [width, height] = [520, 720];
  const left = Math.round(window.screenX + (window.outerWidth - width) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - height) / 2);
  form.target = `${NAME}-${form.elements.flow.value}`;
  popup = window.open("about:blank", form.target, `popup,width=${width},height=${height},left=${left},top=${top}`);
  return popup;
}

function showWindow(form) {
  if (popup && !popup.closed) return popup.focus();
  if (!openWindow(form)) return;
  form.submit();
  startHints(() => popup.closed, ask);
}

function wait(form) {
  const button = part(form, "button");
  button.dataset.rest = button.textContent;
  button.textContent = button.dataset.busy;
  button.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-busy", "true");
  part(form, "blocked").hidden = true;
  document.querySelector("[data-connect-waiting]").hidden = false;
  document.getElementById("connect-status").replaceChildren();
  const listener = part(form, "listen").content.cloneNode(true);
  listener.firstElementChild.dataset.connectListening = "";
  form.append(listener);
  htmx.process(form.lastElementChild);
  startHints(() => popup.closed, ask);
}

function rest(form) {
  const button = part(form, "button");
  const waiting = document.querySelector("[data-connect-waiting]");
  button.textContent = button.dataset.rest ?? button.textContent;
  button.removeAttribute("aria-disabled");
  button.removeAttribute("aria-busy");
  if (waiting.contains(document.activeElement)) button.focus();
  waiting.hidden = true;
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
