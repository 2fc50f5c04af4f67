// Disclosure menus behave like menus: one open at a time, closed by Escape and by a click elsewhere.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener(
  "toggle",
  event => {
    if (!event.target.matches?.("details[data-menu]") || !event.target.open) return;
    for (const menu of openMenus()) if (menu !== event.target && !menu.contains(event.target)) menu.open = false;
    event.target.querySelector("input:not([type=hidden])")?.select();
  },
  true,
);

document.addEventListener("click", event => {
  for (const menu of openMenus()) if (!menu.contains(event.target) && !event.target.closest("dialog")) menu.open = false;
  leaveForDialog(event.target);
});

// A menu item may open a dialog. When that closes, focus returns to the menu's button, because the link is hidden by then.
function leaveForDialog(target) {
  const menu = target.closest("details[data-menu] a[data-dialog]")?.closest("details");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

// A handler that used the key, such as a dialog's, has prevented the default.
document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog:modal")) return;
  const menu = event.target.closest?.("details[data-menu][open]") ?? openMenus()[0];
  if (!menu) return;
  // A title that is being renamed is reset.
  if (menu.matches("[data-rename]") && menu.contains(event.target)) menu.querySelector("form").reset();
  menu.open = false;
  menu.querySelector("summary").focus();
});
