
"use strict";
// Everything is unfolded at a press, and on paper.
const folds = [...document.querySelectorAll(".note details")];
const button = document.querySelector(".legend button");
const labels = [button.textContent, button.dataset.close];
let unfolded = false;
button.hidden = folds.length === 0;
button.addEventListener("click", () => {
  unfolded = !unfolded;
  folds.forEach((fold) => (fold.open = unfolded));
  button.textContent = labels[unfolded ? 1 : 0];
});
let closed = [];
window.addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll(".note details, .meanings")].filter((fold) => !fold.open);
  closed.forEach((fold) => (fold.open = true));
});
window.addEventListener("afterprint", () => closed.forEach((fold) => (fold.open = false)));
