// Copies the text beside the button, where the browser allows it.
function ready() {
  if (navigator.clipboard) for (const button of document.querySelectorAll("button[data-copy][hidden]")) button.hidden = false;
}

document.addEventListener("click", async event => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.textContent = button.dataset.copied;
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = button.dataset.copied;
});

document.addEventListener("htmx:after:swap", ready);
ready();
