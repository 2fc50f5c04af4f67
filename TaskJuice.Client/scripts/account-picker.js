// Turns the account search into a combobox. Without this script, it is a search form with a list of buttons.
import { Behaviour } from "./behaviour.js";

const SPEAK_AFTER = 500;

class AccountPicker extends Behaviour {
  #saying;
  #keys = { ArrowDown: () => this.#step(1), ArrowUp: () => this.#step(-1), Escape: () => this.#back() };

  start() {
    this.on(this, "keydown", event => this.#press(event));
    this.on(this, "input", event => event.target === this.#search && this.#type());
    this.on(this, "click", event => this.#click(event));
    this.on(this, "toggle", event => event.target === this.#box && this.#toggle(), { capture: true });
    this.on(this, "htmx:finally:request", () => this.#list?.removeAttribute("aria-busy"));
    // Not as soon as the list is inserted: htmx restores attributes when it settles the swap.
    this.on(document, "htmx:after:swap", () => {
      this.#upgrade();
      this.#say();
    });
    this.#upgrade();
  }

  stop() {
    clearTimeout(this.#saying);
  }

  get #box() {
    return this.querySelector("[data-accounts]");
  }

  get #search() {
    return this.querySelector("[data-accounts-search]");
  }

  get #holder() {
    return this.querySelector("[data-accounts-list]");
  }

  get #list() {
    return this.querySelector("#account-options");
  }

  get #active() {
    return this.querySelector("[data-active]");
  }

  #upgrade() {
    const list = this.#list;
    this.#search.setAttribute("role", "combobox");
    this.#search.setAttribute("aria-autocomplete", "list");
    if (list) {
      list.role = "listbox";
      for (const item of list.children) item.role = "none";
      for (const option of list.querySelectorAll("button[aria-pressed]")) {
        option.role = "option";
        option.tabIndex = -1;
        option.setAttribute("aria-selected", option.getAttribute("aria-pressed"));
        option.removeAttribute("aria-pressed");
      }
    }
    this.#point(null);
  }

  #point(option) {
    const [search, list] = [this.#search, this.#list];
    this.#active?.removeAttribute("data-active");
    option?.setAttribute("data-active", "");
    option?.scrollIntoView({ block: "nearest" });
    const isOpen = Boolean(list) && !this.#holder.hidden;
    search.setAttribute("aria-expanded", isOpen);
    if (isOpen) search.setAttribute("aria-controls", list.id);
    else search.removeAttribute("aria-controls");
    if (option) search.setAttribute("aria-activedescendant", option.id);
    else search.removeAttribute("aria-activedescendant");
  }

  #open() {
    this.#box.open = true;
    this.#search.focus({ preventScroll: true });
    this.#box.scrollIntoView({ block: "nearest" });
  }

  #shut(isShut) {
    this.#holder.hidden = isShut;
    this.#point(null);
  }

  #step(by) {
    const all = [...this.querySelectorAll("[role=option]")];
    const at = all.indexOf(this.#active);
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    this.#point(all[Math.min(Math.max(next, 0), all.length - 1)] ?? null);
  }

  // Escape first closes the list, then clears the text, then closes the picker.
  #back() {
    if (!this.#holder.hidden && this.#list) return this.#shut(true);
    if (this.#search.value) {
      this.#search.value = "";
      this.#search.dispatchEvent(new Event("input", { bubbles: true }));
      return this.#shut(true);
    }
    this.#box.open = false;
    this.#shut(false);
    this.#box.querySelector("summary").focus();
  }

  #press(event) {
    if (event.target !== this.#search || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && this.#active) this.#active.click();
    else if (this.#keys[event.key]) {
      if (this.#holder.hidden && event.key !== "Escape") this.#shut(false);
      this.#keys[event.key]();
    } else return;
    event.preventDefault();
  }

  #type() {
    // Keeps the content below in place while the list gets shorter.
    this.#holder.style.minBlockSize ||= `${this.#holder.offsetHeight}px`;
    if (this.#search.value) this.#shut(false);
    this.#list?.setAttribute("aria-busy", "true");
  }

  #click(event) {
    if (event.target.closest("[data-accounts-open]")) {
      event.preventDefault();
      this.#open();
    } else if (event.target.closest("[data-accounts] > summary") && !this.#box.open) requestAnimationFrame(() => this.#open());
  }

  #toggle() {
    if (!this.#box.open) this.#holder.style.minBlockSize = "";
    else if (this.querySelector("[data-accounts-late]")) htmx.trigger(this.#search.form, "late");
  }

  // Announces the number of results once per response, after typing pauses.
  #say() {
    clearTimeout(this.#saying);
    if (!this.contains(document.activeElement)) return;
    this.#saying = setTimeout(() => {
      const count = this.querySelector("[data-accounts-count]");
      const text = this.querySelector("[data-accounts-found]")?.dataset.accountsFound;
      if (text && count.textContent !== text) count.textContent = text;
    }, SPEAK_AFTER);
  }
}

customElements.define("account-picker", AccountPicker);
