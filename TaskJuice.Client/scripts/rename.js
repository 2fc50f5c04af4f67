// A title becomes its own field: pressing it opens the form beside it. Escape gives the old text back: see menus.js.
function edit(rename) {
  rename.open = true;
  const input = rename.querySelector("input:not([type=hidden])");
  input.focus();
  // Whoever types already keeps what they typed.
  if (input.value === input.defaultValue) input.select();
}

document.addEventListener("click", event => {
  const title = event.target.closest("[data-rename-area] > :is(h1, h2)");
  if (title) edit(title.parentElement.querySelector("[data-rename]"));
  const summary = event.target.closest("[data-rename] > summary");
  if (summary && !summary.parentElement.open) requestAnimationFrame(() => edit(summary.parentElement));
});
