// In-place editing of a title: clicking it opens the form beside it. Escape resets the text: see menus.js.
function edit(rename) {
  rename.open = true;
  const input = rename.querySelector("input:not([type=hidden])");
  input.focus();
  // Keeps text that was already entered.
  if (input.value === input.defaultValue) input.select();
}

document.addEventListener("click", event => {
  const title = event.target.closest("[data-rename-area] > :is(h1, h2)");
  if (title) edit(title.parentElement.querySelector("[data-rename]"));
  const summary = event.target.closest("[data-rename] > summary");
  if (summary && !summary.parentElement.open) requestAnimationFrame(() => edit(summary.parentElement));
});
