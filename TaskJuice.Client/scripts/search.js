// On a slow connection, text may be entered before the script is loaded. The search then starts as soon as it is.
function hear() {
  for (const field of document.querySelectorAll("[role=search] input[type=search]"))
    if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
}

// After htmx, which initializes in a timer of its own.
window.addEventListener("load", () => setTimeout(hear));
