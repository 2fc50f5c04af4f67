// The window in which somebody consents, as far as this page knows of it: it is cut off when it leaves for the provider, and reads closed from then on.
const NAME = "taskjuice-connect";
const [WIDTH, HEIGHT] = [520, 720];

// By attempt. A later attempt of the same form has the same window for as long as it can be reached.
const windows = new Map();
const windowOf = form => windows.get(form.elements.flow.value);
const pages = new BroadcastChannel(NAME);

// Whoever closes it, or leaves it behind, is back in front of this page.
let isBack = false;
window.addEventListener("focus", () => {
  isBack = true;
});
window.addEventListener("blur", () => {
  isBack = false;
});

/** @returns the window, new or used again, or null when the browser opens none. */
export function openWindow(form) {
  const flow = form.elements.flow.value;
  const before = windowOf(form);
  const left = Math.round(window.screenX + (window.outerWidth - WIDTH) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - HEIGHT) / 2);
  form.target = before?.name ?? `${NAME}-${flow}`;
  const handle = window.open("", form.target, `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`);
  if (!handle) return null;
  handle.focus();
  isBack = false;
  windows.set(flow, { flow, name: form.target, handle });
  // One that came back to a page of ours closes itself, so that nobody is left with two.
  if (before) pages.postMessage({ over: before.flow });
  return handle;
}

export function focusWindow(form) {
  windowOf(form).handle.focus();
}

export function isClosed(form) {
  return windowOf(form)?.handle.closed !== false;
}

/** True when it reads closed and the person is here: closed or not, the way on starts here. */
export function isLeft(form) {
  return isBack && isClosed(form);
}

export function passWindowOn(flow, next) {
  if (windows.has(flow)) windows.set(next, windows.get(flow));
}
