/* Keys of the review: each does what the button or link with its letter does. Every one of them works without. */
"use strict";
const correction = document.getElementById("correct");
function openCorrection() {
  if (!correction) return;
  correction.open = true;
  correction.querySelector("[aria-invalid], select").focus();
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && typing) { typing.blur(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const meant = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!meant) return;
  event.preventDefault();
  if (meant.dataset.key === "c") openCorrection();
  else if (meant.matches("input")) meant.focus();
  else meant.click();
});
document.addEventListener("click", (event) => {
  if (event.target.closest('[data-key="c"]')) openCorrection();
});
if (location.hash === "#correct") openCorrection();
const wrong = document.querySelector("[aria-invalid]");
if (wrong) wrong.focus();
