// The editor of a draft. Without this file the text area takes plain text or markup; the server cleans either.
"use strict";

addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("[data-editor-box]");
  if (box) startEditor(box, document.getElementById("id_body"));
  const form = document.querySelector("form[data-draft]");
  if (form) keepTyping(form);
});

function startEditor(box, area) {
  const page = box.querySelector(".editor-text");
  const status = box.querySelector("[data-editor-status]");
  page.innerHTML = area.value || "<p><br></p>"; // cleaned by the server
  box.hidden = false;
  area.hidden = true;
  const carry = () => { area.value = page.textContent.trim() ? page.innerHTML : ""; };
  page.addEventListener("input", () => { carry(); area.dispatchEvent(new Event("input", { bubbles: true })); });
  area.form.addEventListener("submit", carry);
  area.addEventListener("gongkai:restored", () => { page.textContent = ""; insertCleaned(page, box, status, area.value).then(carry); });
  page.addEventListener("paste", (event) => {
    const markup = event.clipboardData.getData("text/html");
    if (!markup) return; // plain text: the browser does it
    event.preventDefault();
    insertCleaned(page, box, status, withoutPictures(markup), event.clipboardData.getData("text/plain")).then(carry);
  });
  for (const button of box.querySelectorAll("[data-command]")) {
    button.addEventListener("click", () => { page.focus(); document.execCommand(button.dataset.command, false, button.dataset.value); carry(); });
  }
  for (const button of box.querySelectorAll("[data-class]")) {
    button.addEventListener("click", () => { align(page, button.dataset.class); carry(); });
  }
}

// Pictures in pasted text are megabytes that the server would throw away.
function withoutPictures(markup) {
  return markup.replace(/<img\b[^>]*>/gi, "").replace(/<!--[\s\S]*?-->/g, "");
}

async function insertCleaned(page, box, status, markup, plain = "") {
  page.focus();
  status.textContent = "";
  try {
    const body = new URLSearchParams({ html: markup });
    const token = box.closest("form").elements.csrfmiddlewaretoken.value;
    const answer = await fetch(box.dataset.clean, { method: "POST", body, headers: { "X-CSRFToken": token } });
    if (!answer.ok) throw new Error(String(answer.status));
    document.execCommand("insertHTML", false, await answer.text());
  } catch {
    status.textContent = box.dataset.failed;
    if (plain) document.execCommand("insertText", false, plain);
  }
}

function align(page, name) {
  const at = getSelection().anchorNode;
  let block = at && (at.nodeType === 1 ? at : at.parentElement);
  while (block && block !== page && getComputedStyle(block).display === "inline") block = block.parentElement;
  if (block && block !== page && page.contains(block)) block.className = block.className === name ? "" : name;
}

// What is typed survives a lost connection: kept in this tab until it is saved.
function keepTyping(form) {
  const key = `gongkai-draft-${form.dataset.draft}`;
  const box = form.querySelector("[data-restore-box]");
  const kept = sessionStorage.getItem(key);
  const typed = () => JSON.stringify([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "seen", "back"].includes(name)));
  const bound = document.querySelector("[data-focus]");
  if (kept && kept !== typed() && !bound) {
    box.querySelector("[data-restore-text]").textContent = form.dataset.restore;
    box.hidden = false;
    box.querySelector("[data-restore-yes]").addEventListener("click", () => { restore(form, JSON.parse(kept)); box.hidden = true; });
    box.querySelector("[data-restore-no]").addEventListener("click", () => { sessionStorage.removeItem(key); box.hidden = true; });
  }
  let timer = 0;
  let touched = false;
  const keep = () => { try { if (touched) sessionStorage.setItem(key, typed()); } catch { /* full: nothing is kept */ } };
  form.addEventListener("input", () => { touched = true; clearTimeout(timer); timer = setTimeout(keep, 800); });
  addEventListener("pagehide", keep);
}

function restore(form, pairs) {
  for (const field of form.elements) {
    if (!field.name || ["csrfmiddlewaretoken", "seen", "back"].includes(field.name) || field.type === "file" || field.tagName === "BUTTON") continue;
    const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
    else field.value = values[0] ?? "";
  }
  document.getElementById("id_body").dispatchEvent(new Event("gongkai:restored"));
}

addEventListener("DOMContentLoaded", () => { const box = document.querySelector("[data-focus]"); if (box) box.focus(); });
addEventListener("DOMContentLoaded", () => { if (document.querySelector("[data-draft-saved]")) for (const key of Object.keys(sessionStorage)) if (key.startsWith("gongkai-draft-")) sessionStorage.removeItem(key); });
