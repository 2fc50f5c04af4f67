// Validates a value when its field loses focus: trims white space, and reports the wrong kind of key at once.
document.addEventListener("change", event => {
  const input = event.target;
  if (!input.matches?.("input[data-pattern]")) return;

  input.value = input.value.trim();
  // A message that appears while a button is pressed would move the button away from the pointer; the response to the form shows it
  // instead.
  if (document.querySelector("button:active")) return;
  const message = input.closest(".field").querySelector("[data-pattern-help]");
  if (!message) return;

  const isWrong = input.value !== "" && !fits(input);
  message.textContent = isWrong ? message.dataset.patternHelp : "";
  if (isWrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
});

// The server validates as well; a pattern that this browser cannot parse is ignored here.
function fits(input) {
  try {
    return new RegExp(`^(?:${input.dataset.pattern})$`).test(input.value);
  } catch {
    return true;
  }
}

// A suggestion is selected, so that typing replaces it.
document.addEventListener("focusin", event => {
  if (event.target.matches?.("input[autofocus]")) event.target.select();
});
