// The popup after its return: notifies the builder, then closes itself.
const result = document.querySelector("[data-connect-result]");
const LONG_ENOUGH_TO_READ = 1200;

if (result) {
  const pages = new BroadcastChannel("taskjuice-connect");
  pages.postMessage(result.dataset.connectResult);
  // Another popup continues the attempt.
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

  // A window that cannot be closed follows the link instead.
  event.preventDefault();
  window.close();
  setTimeout(() => location.assign(link.href), 200);
});
