// What is typed into an application survives a lost connection: kept in this browser until the receipt is shown.
// Numbers of identity and files are never kept. Every page works without this file.
"use strict";

const KEPT = "gongkai-application-";
const LEFT_OUT = ["csrfmiddlewaretoken", "identity_number", "homepage", "again"];
const LONGEST = 7 * 24 * 3600 * 1000;

addEventListener("DOMContentLoaded", () => {
  const done = document.querySelector("[data-application-received]");
  if (done) forget(KEPT + done.dataset.applicationReceived);
  const form = document.querySelector("form[data-application]");
  if (form) keepForm(form);
  const problem = document.querySelector("[data-focus]");
  if (problem) problem.focus();
});

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* no storage: nothing was kept */ }
}

function kept(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    if (found && Date.now() - found.at < LONGEST) return found.pairs;
  } catch { /* no storage, or not ours */ }
  forget(key);
  return null;
}

function keepForm(form) {
  const key = KEPT + form.dataset.application;
  const box = form.querySelector("[data-restore-box]");
  const pairs = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.includes(name));
  let timer = 0;
  let touched = false;
  const keep = () => {
    if (!touched) return;
    try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), pairs: pairs() })); } catch { /* full: nothing is kept */ }
  };
  const found = kept(key);
  if (found && !("bound" in form.dataset)) {
    box.hidden = false;
    box.querySelector("[data-restore-yes]").addEventListener("click", () => { restore(form, found); box.hidden = true; });
    box.querySelector("[data-restore-no]").addEventListener("click", () => { forget(key); box.hidden = true; });
  }
  form.querySelector("[data-kept]").hidden = false;
  form.querySelector("[data-clear]").addEventListener("click", () => { clearTimeout(timer); touched = false; forget(key); });
  form.addEventListener("input", () => { touched = true; box.hidden = true; clearTimeout(timer); timer = setTimeout(keep, 500); });
  addEventListener("pagehide", keep);
}

// The token comes back too: a form that arrived although the answer was lost is then known to be the same.
function restore(form, found) {
  for (const field of form.elements) {
    if (!field.name || LEFT_OUT.includes(field.name) || field.type === "file" || field.tagName === "BUTTON") continue;
    const values = found.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
}
