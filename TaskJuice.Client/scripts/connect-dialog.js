// Connecting in a popup. The result always comes from the server; this element only opens the popup, listens, and shows that it waits.
import { Behaviour } from "./behaviour.js";
import { Hints } from "./connect-hints.js";
import { results } from "./connect-results.js";
import { Told } from "./connect-told.js";
import { Waiting } from "./connect-waiting.js";
import { focusWindow, isClosed, isLeft, openWindow, passWindowOn } from "./connect-window.js";

const LIFE = 600;
const ASKS_EVERY = 2_000;

class ConnectDialog extends Behaviour {
  #look;
  #hints;
  #told;
  #asking;
  #isWaiting = false;

  start() {
    // A form for a key opens no popup.
    if (!this.#form) return;
    this.#look = new Waiting(this.#form, this.#waiting);
    this.#hints = new Hints(this.#waiting);
    this.#told = new Told((type, act) => this.on(this, type, act));
    this.on(results, "message", () => this.#ask());
    this.on(document, "visibilitychange", () => document.visibilityState === "visible" && this.#ask());
    this.#asking = setInterval(() => this.#askUnlessTold(), ASKS_EVERY);

    this.on(this, "submit", event => event.target === this.#form && this.#submit(event));
    this.on(this, "click", event => event.target.closest("[data-connect-reopen]") && this.#showWindow());
    this.on(document, "htmx:after:swap", () => this.#change());
    this.on(this, "htmx:after:request", event => this.#take(event.detail.ctx));
    this.on(document, "dialog:close", () => this.#endListening());
    // Swapped-in content is not settled yet, and resumes after that.
    if (document.readyState !== "complete") this.#resume();
  }

  stop() {
    clearInterval(this.#asking);
    this.#hints?.stop();
  }

  get #form() {
    return this.querySelector("form[data-connect]");
  }

  get #flow() {
    return this.#form.elements.flow;
  }

  get #waiting() {
    return this.querySelector("[data-connect-waiting]");
  }

  get #listeners() {
    return this.querySelectorAll("[data-connect-listening]");
  }

  #part(name) {
    return this.#form.querySelector(`[data-connect-${name}]`);
  }

  #submit(event) {
    const form = this.#form;
    const isPage = !this.closest("dialog");
    if (this.#isWaiting) {
      event.preventDefault();
      this.#showWindow();
    } else if (isPage && form.elements.mode.value === "popup") {
      // Inside a builder's popup already. Without access to its opener, only the server can tell.
      form.target = "_self";
    } else if (event.submitter?.matches("[data-connect-here]") || isSmallTouchScreen() || isPage) {
      form.target = "_self";
      form.elements.mode.value = "";
    } else if (openWindow(form)) {
      this.#wait(LIFE);
    } else {
      event.preventDefault();
      this.#part("blocked").hidden = false;
    }
  }

  #change() {
    if (this.#part("ended") && this.#isWaiting) this.#rest();
    this.#resume();
  }

  // The dialog was opened again, or the page reloaded, while the popup is still open.
  #resume() {
    const form = this.#form;
    const left = Number(form.dataset.connectLeft);
    if (!(left > 0) || form.elements.mode.value === "popup") return;
    form.dataset.connectLeft = "";
    this.#wait(left);
  }

  #wait(left) {
    const form = this.#form;
    form.elements.mode.value = "popup";
    this.#isWaiting = true;
    this.#look.begin();
    this.#part("blocked").hidden = true;
    this.querySelector("#connect-status").replaceChildren();
    const listener = this.#part("listen").content.cloneNode(true).firstElementChild;
    listener.dataset.connectListening = this.#flow.value;
    form.append(listener);
    htmx.process(listener);
    this.#told.forget();
    this.#tell("waits", this.#flow.value);
    this.#hint(left);
  }

  #hint(left) {
    const form = this.#form;
    this.#hints.start(
      () => isClosed(form),
      () => isLeft(form) && this.#look.offerAgain(),
      () => this.#askUnlessTold(),
      left,
    );
  }

  #ask() {
    for (const listener of this.#listeners) htmx.trigger(listener, "flow");
  }

  #askUnlessTold() {
    if (!this.#told.isTold) this.#ask();
  }

  #showWindow() {
    const form = this.#form;
    if (!isClosed(form)) return focusWindow(form);
    if (!openWindow(form)) return;
    form.submit();
    this.#look.busy();
    this.#hint(LIFE);
  }

  #rest() {
    this.#look.end();
    this.#isWaiting = false;
    this.#form.elements.mode.value = "";
    this.#tell("ended", this.#flow.value);
    this.#stopListening();
    this.#renew();
  }

  // The next try is another attempt; the server would keep returning the outcome of this one.
  #renew() {
    const before = this.#flow.value;
    const next = crypto.randomUUID();
    for (const element of [this.#form, ...this.#waiting.querySelectorAll("form"), ...this.#part("listen").content.querySelectorAll("*")])
      for (const attribute of element.attributes) attribute.value = attribute.value.replace(before, next);
    passWindowOn(before, next);
    this.#flow.value = next;
  }

  // Several sources report the same result. It is shown once: a second response would replace content the person already works on, and one
  // that arrives during navigation would consume the message meant for the next page.
  #take({ sourceElement, response }) {
    if ("connectListening" in sourceElement.dataset && response.headers.has("HX-Redirect")) this.#endListening();
  }

  #endListening() {
    for (const { dataset } of this.#listeners) this.#tell("ended", dataset.connectListening);
    this.#stopListening();
  }

  #stopListening() {
    this.#hints.stop();
    for (const listener of this.#listeners) listener.remove();
  }

  // The page listens as well: see open-flows.js.
  #tell(what, flow) {
    document.dispatchEvent(new CustomEvent(`connect:${what}`, { detail: flow }));
  }
}

function isSmallTouchScreen() {
  return window.matchMedia("(pointer: coarse) and (max-width: 700px)").matches;
}

// A queued request is dropped once its element is gone.
document.addEventListener("htmx:before:request", event => {
  const source = event.detail.ctx.sourceElement;
  if ("connectListening" in source.dataset && !source.isConnected) event.preventDefault();
});

customElements.define("connect-dialog", ConnectDialog);
