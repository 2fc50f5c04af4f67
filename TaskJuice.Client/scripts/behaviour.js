/**
 * An element that adds behaviour to the markup inside it, which works without script. What it listens to ends with it: elements come and go
 * with every swap.
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
