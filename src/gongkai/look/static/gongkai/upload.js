// Drag and drop with a progress bar for <form data-upload>. Without script the form posts itself.
"use strict";

function describe(files) {
  const size = Array.from(files).reduce((sum, file) => sum + file.size, 0);
  const names = files.length === 1 ? files[0].name : `${files.length} × `;
  return `${names} ${(size / 1048576).toFixed(size < 1048576 ? 2 : 1)} MB`;
}

function send(form, bar, status) {
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.max = event.total;
    bar.value = event.loaded;
    if (event.loaded === event.total) {
      bar.removeAttribute("value");
      status.textContent = form.dataset.reading;
    }
  });
  request.addEventListener("load", () => {
    if (request.responseURL && request.responseURL !== new URL(form.action, location).href) {
      location.assign(request.responseURL);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    document.title = page.title;
    document.getElementById("main").replaceWith(page.getElementById("main"));
    document.getElementById("main").focus();
    scrollTo(0, 0);
    setUp();
  });
  request.addEventListener("error", () => {
    status.textContent = form.dataset.failed;
    bar.hidden = true;
    delete form.dataset.sent;
  });
  request.open("POST", form.action);
  request.send(new FormData(form));
  bar.hidden = false;
  status.textContent = form.dataset.sending;
}

function setUp() {
  for (const form of document.querySelectorAll("form[data-upload]")) {
    const zone = form.querySelector(".drop");
    const input = form.querySelector("input[type=file]");
    const bar = form.querySelector("progress");
    const status = form.querySelector("[data-status]");
    const over = (on) => (event) => {
      event.preventDefault();
      zone.classList.toggle("over", on);
    };
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", (event) => {
      over(false)(event);
      input.files = event.dataTransfer.files;
      status.textContent = describe(input.files);
    });
    input.addEventListener("change", () => (status.textContent = input.files.length ? describe(input.files) : ""));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.dataset.sent) return; // a second click
      form.dataset.sent = "yes";
      send(form, bar, status);
    });
  }
}
addEventListener("DOMContentLoaded", setUp);
