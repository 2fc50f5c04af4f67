// A native colour input beside the text field; the server previews the picked colour, because it computes the contrast.
const pick = document.getElementById("colour-pick");
const typed = document.getElementById("colour");

if (pick && typed) {
  pick.addEventListener("input", () => {
    typed.value = pick.value;
  });
  pick.addEventListener("change", () => document.getElementById("brand-try").click());
}
