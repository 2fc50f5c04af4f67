// The window that came back: say so to the builder, then get out of the way.
const result = document.querySelector("[data-connect-result]");
const LONG_ENOUGH_TO_READ = 1200;

if (result) {
  const pages = new BroadcastChannel("taskjuice-connect");
  pages.postMessage(result.dataset.connectResult);
  // Another window goes on with it.
  pages.addEventListener("message", ({ data }) => {
    if (data.over === result.dataset.connectResult) window.close();
  });
  if (result.dataset.close) {
    window.name = "";
    setTimeout(() => window.close(), LONG_ENOUGH_TO_READ);
  }
}

document.addEventListener("click", event => {
  const link = event.target.closest("[data-connect-close]");
  if (!link) return;

  // A window that cannot close follows the link instead.
  event.preventDefault();
  window.close();
  setTimeout(() => location.assign(link.href), 200);
});
