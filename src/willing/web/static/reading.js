/* Watches a text being read; without script the page loads itself again. */
"use strict";
const told = document.getElementById("reading");
const bar = document.getElementById("progress");
async function watch() {
  const answer = await fetch(told.dataset.watch, { headers: { accept: "application/json" } });
  const reading = await answer.json();
  document.getElementById("read").textContent = reading.read;
  if (reading.total) bar.value = reading.read;
  if (reading.stage === "done" || !answer.ok) { location.replace(reading.landing || location.href); return; }
  const begins = reading.stage === "waiting" ? "Waiting for its turn: " : "Reading: ";
  if (told.textContent !== begins + reading.what) told.textContent = begins + reading.what;
  setTimeout(watch, 400);
}
watch();
