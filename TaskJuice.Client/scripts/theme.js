// The server has stored the setting; this page applies it without a reload.
document.addEventListener("theme:change", event => {
  const { theme } = event.detail;
  document.documentElement.dataset.theme = theme;
  document.querySelector("meta[name=color-scheme]").content = theme === "system" ? "light dark" : theme;
  for (const button of document.querySelectorAll("[data-theme-form] button")) button.setAttribute("aria-pressed", button.value === theme);
});
