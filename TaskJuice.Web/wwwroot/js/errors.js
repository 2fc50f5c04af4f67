// A request that got no usable answer changes nothing on the page and says so once.
const messages = {
  400: "This form is out of date. Reload the page and try again.",
  403: "You may not do this. Nothing was changed.",
  404: "This is not there any more. Reload the page to see what is.",
  429: "Too many tries. Wait a few minutes, then try again.",
};
const otherwise = "That did not work. Nothing was changed. Try again";

function say(text, requestId) {
  const toast = document.createElement("div");
  toast.className = "toast toast--refusal";
  toast.dataset.toast = "";
  const line = document.createElement("p");
  line.textContent = text;
  toast.append(line);
  if (requestId) {
    const number = document.createElement("small");
    number.textContent = `Request ${requestId}`;
    line.append(document.createElement("br"), number);
  }
  document.getElementById("toasts").replaceChildren(toast);
  document.getElementById("announcer").textContent = text;
}

// 409 and 422 carry their own words; 401 carries a redirect to sign in.
const explained = status => [401, 409, 422].includes(status);

document.addEventListener("htmx:response:error", event => {
  const { status, headers } = event.detail.ctx.response;
  if (!explained(status)) say(messages[status] ?? otherwise, status >= 500 ? headers.get("X-Request-Id") : null);
});

document.addEventListener("htmx:error", () => say(otherwise));

document.addEventListener("htmx:before:history:update", event => {
  if (event.detail.response?.status >= 400) event.preventDefault();
});
