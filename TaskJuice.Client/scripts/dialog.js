// The page's dialog: opens when something was swapped into it, gives focus back when it closes. Its address is in the address bar, so
// that Back closes it and a reload shows the same as a page. What is inside it comes first: a key that it used up closes nothing.
import { beneath, leave, show, takeOver } from "./dialog-address.js";

const dialog = document.getElementById("dialog");
const body = document.getElementById("dialog-body");
const question = document.getElementById("dialog-ask");

// What each request for the dialog's content was about.
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
  // New content took the focused link with it, or this is the first content: either way focus starts at the top of it.
  if (dialog.open && body.contains(document.activeElement)) return;
  if (!dialog.open) dialog.showModal();
  (body.querySelector("[autofocus]") ?? heading)?.focus();
}

// At once, not when the browser tells of it: until then the person may have asked for the next content.
function close() {
  if (!dialog.open) return;
  dialog.close();
  tidy();
}

// Searching is not work that can be lost.
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
  // After success, focus goes to what the answer brought; otherwise back to the opener, to what has its id now, or to the menu it is in.
  const opened = typeof opener === "string" ? document.getElementById(opener) : opener;
  const back = canTakeFocus(opened) ? opened : opened?.closest("details")?.querySelector("summary");
  const brought = document.querySelector("main [autofocus]");
  const goal = (done ? (brought ?? back) : (back ?? brought)) ?? document.getElementById("main");
  [opener, done] = [undefined, false];
  leave(() => standing(goal)?.focus());
}

// Going back takes a moment, in which an answer may have taken the place of what was to get focus.
function standing(goal) {
  return goal?.isConnected ? goal : (document.getElementById(goal?.id) ?? document.querySelector("[aria-current=step]") ?? document.getElementById("main"));
}

function asks({ detail: { ctx } }) {
  const { sourceElement, target, request } = ctx;
  if (target === body && !dialog.open) opener = sourceElement.id || sourceElement;
  if (target === body) asked.set(ctx, { round, address: sourceElement.matches("a") && new URL(request.action, location.href).href });
  // The server decides by what the person looks at beneath the dialog.
  if (beneath()) request.headers["HX-Current-URL"] = beneath();
}

// An answer that comes after the dialog was closed must not open it again.
function refuseLate(event) {
  const before = asked.get(event.detail.ctx);
  if (before && before.round !== round) event.preventDefault();
}

function filled({ detail: { ctx } }) {
  if (!body.childElementCount) return;
  const { target } = ctx;
  // What a dialog that has done its work still holds goes when the browser tells that it is closed; until then only new content opens it.
  if (done && target !== body) return;
  if (target === body) {
    question.hidden = true;
    done = false;
  }
  const address = asked.get(ctx)?.address;
  if (address) show(address);
  open();
}

// The answer to a form says that its dialog has done its work. What it brings is swapped in before the browser tells that the dialog is closed.
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

// The browser lets a page hold back the first Escape only; a second one would take along what was typed.
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
  // The browser's own way out, such as a gesture.
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
