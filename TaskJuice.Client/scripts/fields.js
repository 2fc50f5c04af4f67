// Looks at what was typed or pasted as soon as the field is left: blanks around it go, and the wrong kind of key is said at once.
document.addEventListener("change", event => {
  const input = event.target;
  if (!input.matches?.("input[data-pattern]")) return;

  input.value = input.value.trim();
  // A message that appears while a button is pressed would move the button away from under the pointer; the answer to the form says it.
  if (document.querySelector("button:active")) return;
  const message = input.closest(".field").querySelector("[data-pattern-help]");
  if (!message) return;

  const isWrong = input.value !== "" && !fits(input);
  message.textContent = isWrong ? message.dataset.patternHelp : "";
  if (isWrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
});

// The server has the last word; a pattern that this browser cannot read says nothing here.
function fits(input) {
  try {
    return new RegExp(`^(?:${input.dataset.pattern})$`).test(input.value);
  } catch {
    return true;
  }
}

// A suggestion is there to be taken or typed over.
document.addEventListener("focusin", event => {
  if (event.target.matches?.("input[autofocus]")) event.target.select();
});
