// The page listens for how connecting ends as well, for the day that its dialog is closed, or the page loaded again, before the window has come back.
import { Behaviour } from "./behaviour.js";
import { results } from "./connect-results.js";

class OpenFlows extends Behaviour {
  start() {
    this.on(document, "connect:waits", event => this.#follow(event.detail));
    this.on(document, "connect:ended", event => this.#listenerOf(event.detail)?.remove());
    this.on(this, "htmx:before:request", event => this.#isUntimely(event.detail.ctx.sourceElement) && event.preventDefault());
    this.on(this, "htmx:finally:request", event => this.#take(event.detail.ctx));
    this.on(results, "message", () => this.#ask());
    this.on(document, "visibilitychange", () => document.visibilityState === "visible" && this.#ask());
    for (const flow of this.dataset.flows.split(" ").filter(Boolean)) this.#follow(flow);
  }

  #listenerOf(flow) {
    return this.querySelector(`[data-connect-late="${flow}"]`);
  }

  #follow(flow) {
    if (this.#listenerOf(flow)) return;
    const listener = document.createElement("div");
    listener.dataset.connectLate = flow;
    // What waits behind a question is not asked later: by then it may be held back, and what is held back holds up all that follow.
    const asks = { "hx-get": `${this.dataset.path}${flow}?late=true`, "hx-trigger": "flow, every 2s", "hx-swap": "none", "hx-sync": "this:drop" };
    for (const [name, value] of Object.entries(asks)) listener.setAttribute(name, value);
    this.append(listener);
    htmx.process(listener);
  }

  #ask() {
    for (const listener of this.querySelectorAll("[data-connect-late]")) htmx.trigger(listener, "flow");
  }

  #isUntimely({ dataset }) {
    return isHeardInDialog(dataset.connectLate) || isAtWork();
  }

  // An answer with content says how it ended; there is nothing more to hear.
  #take({ sourceElement, response }) {
    if (response?.status === 200) sourceElement.remove();
  }
}

// News does not take away what somebody is in the middle of; it comes when they are done.
const isAtWork = () => Boolean(document.querySelector("dialog[open]")) || [...document.querySelectorAll("main :is(input, textarea)")].some(isTyped);
const isTyped = field => !["hidden", "radio", "checkbox"].includes(field.type) && field.value !== field.defaultValue && !field.closest("[role=search]");
const isHeardInDialog = flow => Boolean(document.querySelector(`[data-connect-listening="${flow}"]`));

customElements.define("open-flows", OpenFlows);
