// The server has kept the choice; this page follows without being loaded anew.
document.addEventListener("theme:change", event => {
  const { theme } = event.detail;
  document.documentElement.dataset.theme = theme;
  document.querySelector("meta[name=color-scheme]").content = theme === "system" ? "light dark" : theme;
  for (const button of document.querySelectorAll("[data-theme-form] button")) button.setAttribute("aria-pressed", button.value === theme);
});
