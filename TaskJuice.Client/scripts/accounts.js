// Makes the search of accounts a combobox. Without this file it is a search form with a list of buttons.
const box = () => document.querySelector("[data-accounts]");
const input = () => box().querySelector("[data-accounts-search]");
const list = () => box().querySelector("#account-options");
const holder = () => box().querySelector("[data-accounts-list]");
const options = () => [...box().querySelectorAll("[role=option]")];
const active = () => box().querySelector("[data-active]");
const isShut = () => holder().hidden;

function upgrade() {
  if (!box()) return;
  const search = input();
  search.setAttribute("role", "combobox");
  search.setAttribute("aria-autocomplete", "list");
  const found = list();
  if (found && found.role !== "listbox") {
    found.role = "listbox";
    for (const item of found.children) item.role = "none";
    for (const option of found.querySelectorAll("button")) {
      option.role = "option";
      option.tabIndex = -1;
      option.setAttribute("aria-selected", option.getAttribute("aria-pressed"));
      option.removeAttribute("aria-pressed");
    }
  }
  point(null);
}

function point(option) {
  const search = input();
  active()?.removeAttribute("data-active");
  option?.setAttribute("data-active", "");
  option?.scrollIntoView({ block: "nearest" });
  const isOpen = Boolean(list()) && !isShut();
  search.setAttribute("aria-expanded", isOpen);
  if (isOpen) search.setAttribute("aria-controls", list().id);
  else search.removeAttribute("aria-controls");
  if (option) search.setAttribute("aria-activedescendant", option.id);
  else search.removeAttribute("aria-activedescendant");
}

function open() {
  box().open = true;
  input().focus({ preventScroll: true });
  box().scrollIntoView({ block: "nearest" });
}

function shut(isShut) {
  holder().hidden = isShut;
  point(null);
}

function step(by) {
  const all = options();
  const at = all.indexOf(active());
  point(all[Math.min(Math.max(at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by, 0), all.length - 1)] ?? null);
}

// First the list goes, then the text, then the whole picker.
function escape() {
  if (!isShut() && list()) return shut(true);
  if (input().value) {
    input().value = "";
    input().dispatchEvent(new Event("input", { bubbles: true }));
    return shut(true);
  }
  box().open = false;
  shut(false);
  box().querySelector("summary").focus();
}

const keys = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Escape: escape };

document.addEventListener("keydown", event => {
  if (!event.target.matches("[data-accounts-search]") || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter" && active()) active().click();
  else if (keys[event.key]) {
    if (isShut() && event.key !== "Escape") shut(false);
    keys[event.key]();
  } else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("input", event => {
  if (!event.target.matches("[data-accounts-search]")) return;
  // What stands below keeps its place while the list gets shorter.
  holder().style.minBlockSize ||= `${holder().offsetHeight}px`;
  if (event.target.value) shut(false);
  list()?.setAttribute("aria-busy", "true");
});

// One answer, one number: what is said has to wait until typing pauses, and is not said twice.
let saying;
function say() {
  clearTimeout(saying);
  saying = setTimeout(() => {
    const count = box()?.querySelector("[data-accounts-count]");
    const text = box()?.querySelector("[data-accounts-found]")?.dataset.accountsFound;
    if (count && text && count.textContent !== text) count.textContent = text;
  }, 500);
}

document.addEventListener("click", event => {
  if (event.target.closest("[data-accounts-open]") && box()) {
    event.preventDefault();
    open();
  } else if (event.target.closest("[data-accounts] > summary") && !box().open) requestAnimationFrame(open);
});

document.addEventListener("toggle", event => {
  if (!event.target.matches?.("[data-accounts]")) return;
  if (!event.target.open) holder().style.minBlockSize = "";
  else if (box().querySelector("[data-accounts-late]")) htmx.trigger(input().form, "late");
}, true);

document.addEventListener("htmx:finally:request", () => box() && list()?.removeAttribute("aria-busy"));

document.addEventListener("htmx:after:swap", () => {
  upgrade();
  if (box()?.contains(document.activeElement)) say();
});
upgrade();
