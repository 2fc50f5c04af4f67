// The popup for consent, as far as this page can observe it: after it navigates to the provider, it is isolated and appears closed.
const NAME = "taskjuice-connect";
const [WIDTH, HEIGHT] = [520, 720];

// By attempt. A later attempt of the same form reuses the popup while it is reachable.
const windows = new Map();
const windowOf = form => windows.get(form.elements.flow.value);
const pages = new BroadcastChannel(NAME);

// Set when this page is in front again, after the popup was closed or left.
let isBack = false;
window.addEventListener("focus", () => {
  isBack = true;
});
window.addEventListener("blur", () => {
  isBack = false;
});

/** @returns the popup, new or reused, or null when the browser blocks it. */
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
  // A popup that returned to one of our pages closes itself, so that there are not two.
  if (before) pages.postMessage({ over: before.flow });
  return handle;
}

export function focusWindow(form) {
  windowOf(form).handle.focus();
}

export function isClosed(form) {
  return windowOf(form)?.handle.closed !== false;
}

/** True when it appears closed and the person is here: closed or not, they continue here. */
export function isLeft(form) {
  return isBack && isClosed(form);
}

export function passWindowOn(flow, next) {
  if (windows.has(flow)) windows.set(next, windows.get(flow));
}
