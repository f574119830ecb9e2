/* A little help where there is script; every page works without it. */
"use strict";
document.documentElement.classList.add("script");

/* a cell tells its conditions to the pointer too */
document.addEventListener("pointerover", (event) => {
  const tile = event.target.closest(".tile");
  if (tile && !tile.title) tile.title = tile.textContent;
});

/* the legend is open on paper, also where the style cannot open it */
addEventListener("beforeprint", () => { for (const legend of document.querySelectorAll(".legend")) legend.open = true; });

/* copy a footnote */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const words = document.getElementById(button.dataset.copy).innerText;
  const told = (said) => { button.textContent = said; setTimeout(() => { button.textContent = "Copy"; }, 2000); };
  if (!navigator.clipboard) { getSelection().selectAllChildren(document.getElementById(button.dataset.copy)); told("Selected"); return; }
  navigator.clipboard.writeText(words).then(() => told("Copied"), () => told("Not allowed"));
});

/* the slider tells its day while it moves, and goes there when it is let go */
for (const slider of document.querySelectorAll("input[type=range][data-first]")) {
  const day = () => new Date(Date.parse(slider.dataset.first) + 864e5 * slider.value).toISOString().slice(0, 10);
  slider.addEventListener("input", () => { slider.form.querySelector("output").value = day(); slider.setAttribute("aria-valuetext", day()); });
  slider.addEventListener("change", (event) => { if (event.isTrusted && slider.dataset.live !== undefined) slider.form.submit(); });
}
