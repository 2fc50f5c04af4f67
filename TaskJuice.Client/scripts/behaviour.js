/**
 * A custom element that enhances the markup inside it, which works without script. Its listeners are removed with it, because every swap
 * adds and removes elements.
 */
export class Behaviour extends HTMLElement {
  #life;

  connectedCallback() {
    this.#life = new AbortController();
    this.start();
  }

  disconnectedCallback() {
    this.#life.abort();
    this.stop();
  }

  start() {}

  stop() {}

  on(target, type, act, options) {
    target.addEventListener(type, act, { ...options, signal: this.#life.signal });
  }
}
