// Dragging a step by its handle. The server's order is authoritative: a drop submits the form of the arrow buttons, with a position instead
// of a direction.
import { Behaviour } from "./behaviour.js";

const EDGE = 64;
const SPEED = 14;

class DragList extends Behaviour {
  #drag = null;
  #dragging = null;

  start() {
    this.on(this, "pointerdown", event => this.#begin(event));
    this.on(this, "pointermove", event => this.#follows(event) && this.#move(event.clientY));
    this.on(this, "pointerup", event => this.#follows(event) && this.#drop());
    this.on(this, "pointercancel", event => this.#follows(event) && this.#end());
  }

  stop() {
    this.#end();
  }

  #follows(event) {
    return this.#drag && event.pointerId === this.#drag.pointer && !this.#drag.sent;
  }

  #begin(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0 || this.#drag) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const item = grip.closest("li");
    const items = [...item.parentElement.children];
    const from = items.indexOf(item);
    this.#drag = {
      item,
      items,
      from,
      to: from,
      pointer: event.pointerId,
      first: Number(this.dataset.first),
      began: event.clientY + scrollY,
      at: event.clientY,
      middles: items.map(other => middle(other.querySelector("article"))),
      height: item.offsetHeight,
    };
    item.classList.add("flow__item--dragged");
    item.parentElement.classList.add("flow--dragging");
    this.#dragging = new AbortController();
    const { signal } = this.#dragging;
    document.addEventListener("keydown", key => this.#press(key), { signal });
    document.addEventListener("htmx:finally:request", () => this.#drag.sent && this.#end(), { signal });
    requestAnimationFrame(() => this.#follow());
  }

  #press(event) {
    if (event.key !== "Escape" || event.defaultPrevented || this.#drag.sent) return;
    event.preventDefault();
    this.#end();
  }

  #move(y) {
    this.#drag.at = y;
  }

  #follow() {
    if (!this.#drag || this.#drag.sent) return;
    const { item, began, middles, from } = this.#drag;
    if (!item.isConnected) return this.#end();
    if (this.#drag.at < EDGE) scrollBy(0, -SPEED);
    if (this.#drag.at > innerHeight - EDGE) scrollBy(0, SPEED);
    const by = this.#drag.at + scrollY - began;
    item.style.translate = `0 ${by}px`;
    this.#place(middles[from] + by);
    requestAnimationFrame(() => this.#follow());
  }

  #place(y) {
    const { items, item, from, first, middles, height } = this.#drag;
    const before = middles.filter((other, index) => index !== from && other < y).length;
    const to = Math.max(before, first);
    this.#drag.to = to;
    for (const [index, other] of items.entries()) {
      if (other === item) continue;
      const shift = index > from && index <= to ? -height : index < from && index >= to ? height : 0;
      other.style.translate = shift ? `0 ${shift}px` : "";
    }
  }

  #drop() {
    const { item, from, to } = this.#drag;
    if (to === from) return this.#end();
    this.#drag.sent = true;
    const button = item.querySelector("[data-drop]");
    button.value = to + 1;
    button.form.requestSubmit(button);
  }

  #end() {
    if (!this.#drag) return;
    const { item, items } = this.#drag;
    for (const each of items) each.style.translate = "";
    item.classList.remove("flow__item--dragged");
    item.parentElement?.classList.remove("flow--dragging");
    this.#dragging.abort();
    this.#drag = null;
  }
}

function middle(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2 + scrollY;
}

customElements.define("drag-list", DragList);
