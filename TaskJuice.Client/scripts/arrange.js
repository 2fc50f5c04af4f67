// Dragging a step by its grip. The server's order is the truth: a drop sends the form of the arrows, with a place instead of a direction.
const EDGE = 64;
const SPEED = 14;
let drag = null;

function start(event) {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button !== 0 || drag) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  const item = grip.closest("li");
  const items = [...item.parentElement.children];
  const from = items.indexOf(item);
  drag = {
    item, items, from, to: from, pointer: event.pointerId,
    first: Number(item.parentElement.dataset.first),
    began: event.clientY + scrollY,
    at: event.clientY,
    middles: items.map(other => middle(other.querySelector("article"))),
    height: item.offsetHeight,
  };
  item.classList.add("flow__item--dragged");
  item.parentElement.classList.add("flow--dragging");
  requestAnimationFrame(follow);
}

const middle = element => {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2 + scrollY;
};

function follow() {
  if (!drag || drag.sent) return;
  if (!drag.item.isConnected) return end();
  if (drag.at < EDGE) scrollBy(0, -SPEED);
  if (drag.at > innerHeight - EDGE) scrollBy(0, SPEED);
  const by = drag.at + scrollY - drag.began;
  drag.item.style.translate = `0 ${by}px`;
  place(drag.middles[drag.from] + by);
  requestAnimationFrame(follow);
}

function place(y) {
  const { items, item, from, first, middles, height } = drag;
  const before = middles.filter((other, index) => index !== from && other < y).length;
  drag.to = Math.max(before, first);
  items.forEach((other, index) => {
    if (other === item) return;
    const shift = index > from && index <= drag.to ? -height : index < from && index >= drag.to ? height : 0;
    other.style.translate = shift ? `0 ${shift}px` : "";
  });
}

function drop() {
  if (drag.to === drag.from) return end();
  drag.sent = true;
  const button = drag.item.querySelector("[data-drop]");
  button.value = drag.to + 1;
  button.form.requestSubmit(button);
}

function end() {
  for (const item of drag?.items ?? []) item.style.translate = "";
  drag?.item.classList.remove("flow__item--dragged");
  drag?.item.parentElement?.classList.remove("flow--dragging");
  drag = null;
}

document.addEventListener("pointerdown", start);
document.addEventListener("pointermove", event => {
  if (event.pointerId === drag?.pointer) drag.at = event.clientY;
});
document.addEventListener("pointerup", event => {
  if (event.pointerId === drag?.pointer && !drag.sent) drop();
});
document.addEventListener("pointercancel", event => {
  if (event.pointerId === drag?.pointer && !drag.sent) end();
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && drag && !drag.sent) end();
});
document.addEventListener("htmx:finally:request", () => {
  if (drag?.sent) end();
});

// "Move to..." opens a dialog from a menu. When it closes, focus returns to the menu's button: the link is hidden by then.
document.addEventListener("click", event => {
  const menu = event.target.closest("details[data-menu] a[data-dialog]")?.closest("details");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
