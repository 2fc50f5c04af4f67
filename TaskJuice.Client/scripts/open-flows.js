// The page itself listens for the outcome of connect attempts, in case its dialog is closed, or it is reloaded, before the popup returns.
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
    // A queued request would not be sent later: it may be held back by then, and would block all that follow.
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

  // A response with content has the outcome; listening ends.
  #take({ sourceElement, response }) {
    if (response?.status === 200) sourceElement.remove();
  }
}

// A message must not interrupt what the person is doing; it is shown when they have finished.
const isAtWork = () => Boolean(document.querySelector("dialog[open]")) || [...document.querySelectorAll("main :is(input, textarea)")].some(isTyped);
const isTyped = field => !["hidden", "radio", "checkbox"].includes(field.type) && field.value !== field.defaultValue && !field.closest("[role=search]");
const isHeardInDialog = flow => Boolean(document.querySelector(`[data-connect-listening="${flow}"]`));

customElements.define("open-flows", OpenFlows);
