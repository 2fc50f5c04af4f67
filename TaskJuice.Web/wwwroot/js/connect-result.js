// The window that came back: say so to the builder, then get out of the way.
const result = document.querySelector("[data-connect-result]");
const LONG_ENOUGH_TO_READ = 1200;

if (result) {
  new BroadcastChannel("taskjuice-connect").postMessage(result.dataset.connectResult);
  if (result.dataset.close) {
    window.name = "";
    setTimeout(() => window.close(), LONG_ENOUGH_TO_READ);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-connect-close]");
  if (!link) return;

  // A window that cannot close follows the link instead.
  event.preventDefault();
  window.close();
  setTimeout(() => location.assign(link.href), 200);
});
