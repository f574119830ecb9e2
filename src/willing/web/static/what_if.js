/* What if: a switch asks the server at once, and the answer takes the place of the last one. Without script the form does. */
"use strict";
{
  const form = document.getElementById("what-if");
  const sentence = document.getElementById("sentence");
  const results = document.getElementById("results");
  let asking = null;

  /* what is asked, leaving out what is so anyway */
  const wanted = () => {
    const query = new URLSearchParams();
    for (const field of form.elements) {
      if (!field.name || field.name === "sent" || field.disabled) continue;
      if ((field.type === "radio" || field.type === "checkbox") && (!field.checked || (field.dataset.present !== undefined && field.dataset.keep === undefined))) continue;
      if (field.dataset.usual === field.value) continue;
      if (field.value) query.append(field.name, field.value);
    }
    return query;
  };

  const show = (answer) => {
    const open = new Set([...results.querySelectorAll("details[open] > summary > b")].map((name) => name.innerText));
    sentence.replaceChildren(...answer.getElementById("sentence").childNodes);
    results.replaceChildren(...answer.getElementById("results").childNodes);
    for (const name of results.querySelectorAll("details > summary > b")) {
      if (open.has(name.innerText)) name.closest("details").open = true;
    }
  };

  const follow = (query) => {
    const address = query.toString() ? `?${query}` : "";
    history.replaceState(null, "", location.pathname + address);
    for (const link of document.querySelectorAll('a[href*="what-if.json"], link[type="application/json"]')) link.href = `/what-if.json${address}`;
    const axes = document.querySelector(".axes");
    if (!axes) return;
    for (const old of axes.querySelectorAll("[data-switch]")) old.remove();
    for (const [name, value] of query) {
      if (axes.elements[name]) continue;
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      field.dataset.switch = "";
      axes.append(field);
    }
  };

  const ask = async () => {
    const query = wanted();
    follow(query);
    if (asking) asking.abort();
    asking = new AbortController();
    const mine = asking;
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`/what-if?${query}${query.toString() ? "&" : ""}part=results`, { signal: mine.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch (error) {
      if (error.name !== "AbortError") sentence.textContent = "No answer: the server cannot be reached, or the case has changed. Load the page again.";
    } finally {
      if (mine === asking) results.removeAttribute("aria-busy");
    }
  };

  const set = (within, truth, only) => {
    for (const field of within.querySelectorAll(".ways input")) {
      const present = field.closest(".ways").querySelector("[data-present]").value;
      if (truth && only && present !== only) continue;
      if (field.value === (truth || present)) field.checked = true;
    }
    ask();
  };

  form.addEventListener("change", ask);
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  form.addEventListener("click", (event) => {
    const all = event.target.closest("[data-set]");
    const shortcut = event.target.closest("[data-shortcut]");
    if (!all && !shortcut) return;
    event.preventDefault();
    if (all) set(all.closest("details"), all.dataset.set);
    else set(form, shortcut.dataset.shortcut, "unknown");
  });

  /* a switch may have been set before this script came, or kept by the browser from an earlier visit */
  if ([...form.elements].some((field) => field.type === "radio" && field.checked !== field.defaultChecked)) ask();
}
