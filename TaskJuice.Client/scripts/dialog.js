// The page's dialog: opens when content is swapped into it, and restores focus when it closes. Its address is in the address bar, so that
// Back closes it and a reload shows the same content as a page. Keys handled inside it do not close it.
import { beneath, leave, show, takeOver } from "./dialog-address.js";

const dialog = document.getElementById("dialog");
const body = document.getElementById("dialog-body");
const question = document.getElementById("dialog-ask");

// Which content each request is for.
const asked = new WeakMap();
let opener;
let done = false;
let round = 0;

function open() {
  const heading = body.querySelector("h1, h2");
  if (heading) {
    heading.id ||= "dialog-title";
    dialog.setAttribute("aria-labelledby", heading.id);
  }
  // New content removed the focused link, or this is the first content: either way, focus moves to its beginning.
  if (dialog.open && body.contains(document.activeElement)) return;
  if (!dialog.open) dialog.showModal();
  (body.querySelector("[autofocus]") ?? heading)?.focus();
}

// Immediately rather than on the close event: the person may request the next content before that.
function close() {
  if (!dialog.open) return;
  dialog.close();
  tidy();
}

// A search is not unsaved input.
const isTyped = field => {
  if (field.type === "hidden" || field.closest("[role=search]")) return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some(option => option.selected !== option.defaultSelected) && field.selectedIndex > 0;
  return field.value !== field.defaultValue;
};
const typed = () => [...body.querySelectorAll("input, select, textarea")].find(isTyped);

function closeUnlessTyped() {
  if (!typed() || !question.hidden) return close();
  question.hidden = false;
  document.getElementById("dialog-keep").focus();
}

function goOn() {
  question.hidden = true;
  (typed() ?? body.querySelector("h1, h2"))?.focus();
}

function canTakeFocus(element) {
  return element?.isConnected && element.checkVisibility();
}

function tidy() {
  round++;
  body.replaceChildren();
  question.hidden = true;
  // After success, focus moves to what the response inserted; otherwise back to the opener, to the element that now has its id, or to its
  // menu.
  const opened = typeof opener === "string" ? document.getElementById(opener) : opener;
  const back = canTakeFocus(opened) ? opened : opened?.closest("details")?.querySelector("summary");
  const brought = document.querySelector("main [autofocus]");
  const goal = (done ? (brought ?? back) : (back ?? brought)) ?? document.getElementById("main");
  [opener, done] = [undefined, false];
  leave(() => standing(goal)?.focus());
}

// Going back is asynchronous; a response may have replaced the element to focus meanwhile.
function standing(goal) {
  return goal?.isConnected ? goal : (document.getElementById(goal?.id) ?? document.querySelector("[aria-current=step]") ?? document.getElementById("main"));
}

function asks({ detail: { ctx } }) {
  const { sourceElement, target, request } = ctx;
  if (target === body && !dialog.open) opener = sourceElement.id || sourceElement;
  if (target === body) asked.set(ctx, { round, address: sourceElement.matches("a") && new URL(request.action, location.href).href });
  // The server decides by the page beneath the dialog.
  if (beneath()) request.headers["HX-Current-URL"] = beneath();
}

// A response that arrives after the dialog was closed must not open it again.
function refuseLate(event) {
  const before = asked.get(event.detail.ctx);
  if (before && before.round !== round) event.preventDefault();
}

function filled({ detail: { ctx } }) {
  if (!body.childElementCount) return;
  const { target } = ctx;
  // Content of a completed dialog is removed on the close event; until then, only new content opens it.
  if (done && target !== body) return;
  if (target === body) {
    question.hidden = true;
    done = false;
  }
  const address = asked.get(ctx)?.address;
  if (address) show(address);
  open();
}

// The response says that the dialog is completed. Its content is swapped before the close event.
function finish() {
  done ||= dialog.open;
  dialog.close();
}

function press(event) {
  if (event.target.closest("#dialog-discard")) close();
  else if (event.target.closest("#dialog-keep")) goOn();
  else if (event.target.closest("[data-dialog-close]")) {
    event.preventDefault();
    closeUnlessTyped();
  }
}

// The browser lets a page prevent only the first Escape; a second one would discard the input.
function back(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  event.preventDefault();
  if (question.hidden) closeUnlessTyped();
  else goOn();
}

if (dialog) {
  document.addEventListener("htmx:before:request", asks);
  document.addEventListener("htmx:before:swap", refuseLate);
  document.addEventListener("htmx:after:swap", filled);
  document.addEventListener("dialog:close", finish);
  dialog.addEventListener("click", press);
  dialog.addEventListener("keydown", back);
  // The browser's own way to close it, such as a gesture.
  dialog.addEventListener("cancel", event => {
    if (event.target !== dialog) return;
    event.preventDefault();
    closeUnlessTyped();
  });
  dialog.addEventListener("close", event => {
    if (event.target === dialog && !dialog.open && body.childElementCount) tidy();
  });
  takeOver(close);
}
