// The browser's own colour field beside the typed one; what is picked is previewed by the server, which knows the contrast.
const pick = document.getElementById("colour-pick");
const typed = document.getElementById("colour");

if (pick && typed) {
  pick.addEventListener("input", () => {
    typed.value = pick.value;
  });
  pick.addEventListener("change", () => document.getElementById("brand-try").click());
}
