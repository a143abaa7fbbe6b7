// Small comforts. Every page works without this file.
"use strict";

// A link into a closed <details> opens it.
function revealTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  let closed = false;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
    closed = closed || !box.open;
    box.open = true;
  }
  if (closed) target.scrollIntoView();
}
addEventListener("hashchange", revealTarget);
addEventListener("DOMContentLoaded", revealTarget);

// On paper nothing can be unfolded.
addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll("main details")) box.open = true;
});

// Print buttons are hidden until there is a script to serve them.
addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
});

// Ask before a grave act.
addEventListener("submit", (event) => {
  const question = event.submitter && event.submitter.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
});
