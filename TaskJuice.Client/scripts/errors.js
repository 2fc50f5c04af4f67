// A failed request changes nothing on the page and is reported once.
const toasts = () => document.getElementById("toasts");
// An overlay would cover a message beneath it and make it unreachable.
const place = () => {
  const dialog = document.querySelector("dialog:modal");
  if (!dialog) return toasts();
  const above = dialog.querySelector(":scope > .toasts") ?? dialog.appendChild(document.createElement("toast-list"));
  above.className = "toasts";
  return above;
};
const text = name => toasts().getAttribute(`data-text-${name}`);

function say(words, requestId) {
  const toast = document.createElement("div");
  toast.className = "toast toast--refusal";
  toast.dataset.toast = "";
  const line = document.createElement("p");
  line.textContent = words;
  toast.append(line);
  if (requestId) {
    const number = document.createElement("small");
    number.textContent = `${text("request")} ${requestId}`;
    line.append(document.createElement("br"), number);
  }
  place().replaceChildren(toast);
  document.getElementById("announcer").textContent = words;
}

// 409 and 422 have content of their own; 401 has a redirect to sign-in.
const explained = status => [401, 409, 422].includes(status);

// The page itself makes these requests, and repeats them.
const isBackground = event => event.detail.ctx?.sourceElement?.closest("[data-connect-listening], [data-connect-late]");

document.addEventListener("htmx:response:error", event => {
  const { status, headers } = event.detail.ctx.response;
  if (isBackground(event)) return;
  if (!explained(status)) say(text(headers.get("X-Problem")) ?? text(status) ?? text("otherwise"), status >= 500 ? headers.get("X-Request-Id") : null);
});

document.addEventListener("htmx:error", event => isBackground(event) || say(text("otherwise")));

document.addEventListener("htmx:before:history:update", event => {
  if (event.detail.response?.status >= 400) event.preventDefault();
});
