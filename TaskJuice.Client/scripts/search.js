// On a slow line somebody types into a search before the page can hear it. Then it is searched for as soon as it can.
function hear() {
  for (const field of document.querySelectorAll("[role=search] input[type=search]"))
    if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Behind the library, which begins to listen by a timer of its own.
window.addEventListener("load", () => setTimeout(hear));
