// Shows and hides the value of a password input; focus and caret are kept.
function ready() {
  for (const button of document.querySelectorAll("button[data-reveal][hidden]")) button.hidden = false;
}

document.addEventListener("click", event => {
  const button = event.target.closest("button[data-reveal]");
  const input = button && document.getElementById(button.dataset.reveal);
  if (!input) return;
  const { selectionStart, selectionEnd } = input;
  const shown = input.type === "text";
  input.type = shown ? "password" : "text";
  button.dataset.rest ??= button.textContent;
  button.textContent = shown ? button.dataset.rest : document.body.dataset.hide;
  input.focus();
  input.setSelectionRange(selectionStart, selectionEnd);
});

document.addEventListener("htmx:after:swap", ready);
ready();
