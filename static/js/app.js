// Everything works without this file; it only makes pages quicker and kinder.
"use strict";

// The error summary takes the focus, so that it is read first.
document.querySelector("[data-problem]")?.focus();

// Menus close on Escape and on a click elsewhere; the focus goes back to the opener.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.cn-menu[open]") ?? document.querySelector("details.cn-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.cn-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A button that waits for the server says so and cannot be pressed twice.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button?.dataset.busy) return;
  if (button.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    return;
  }
  button.style.setProperty("min-width", `${button.offsetWidth}px`);
  button.dataset.rest = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = button.dataset.busy;
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[data-busy][aria-disabled=true]")) {
    button.removeAttribute("aria-disabled");
    if (button.dataset.rest) button.textContent = button.dataset.rest;
  }
});

// The slot picker's button repeats the choice.
document.addEventListener("change", (event) => {
  const choice = event.target.closest?.("[data-slot-label]");
  const button = choice?.form?.querySelector("[data-slot-button]");
  if (button) button.textContent = button.dataset.slotButton.replace("{}", choice.dataset.slotLabel);
});

// The CSRF token is read at each request: another tab may have renewed it by signing in.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (token) event.detail.headers["X-CSRFToken"] = token[1];
});

// After a swap that took the focused element away, the focus moves to the new heading.
document.addEventListener("htmx:afterSwap", (event) => {
  if (document.activeElement !== document.body) return;
  const heading = event.detail.target.querySelector?.("[data-problem], h1, h2, h3");
  if (!heading) return;
  heading.setAttribute("tabindex", "-1");
  heading.focus();
});

// What could not be loaded or saved is said in place, in the words the page chose.
const failed = (event) => {
  const box = document.querySelector(event.detail.xhr?.status === 401 ? "[data-signed-out]" : "[data-offline]");
  if (box) box.hidden = false;
};
document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  for (const box of document.querySelectorAll("[data-signed-out], [data-offline]")) box.hidden = true;
});
