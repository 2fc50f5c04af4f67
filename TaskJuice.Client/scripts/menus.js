// Disclosure menus close like menus: one at a time, on Escape and on a click elsewhere.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("toggle", event => {
  if (!event.target.matches?.("details[data-menu]") || !event.target.open) return;
  for (const menu of openMenus())
    if (menu !== event.target && !menu.contains(event.target)) menu.open = false;
  event.target.querySelector("input:not([type=hidden])")?.select();
}, true);

document.addEventListener("click", event => {
  for (const menu of openMenus())
    if (!menu.contains(event.target) && !event.target.closest("dialog")) menu.open = false;
});

document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || (document.querySelector("dialog[open]") && !event.target.closest("dialog details"))) return;
  const menu = event.target.closest?.("details[data-menu][open]") ?? openMenus()[0];
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
