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

// On phones a folding part that names a sheet opens in it, over the whole screen; the focus comes back to its summary.
document.addEventListener("click", (event) => {
  event.target.closest?.("[data-close]")?.closest("dialog").close();
  const summary = event.target.closest?.("details[data-sheet]:not([open]) > summary");
  if (!summary || matchMedia("(width >= 992px)").matches) return;
  event.preventDefault();
  const fold = summary.parentElement;
  const content = summary.nextElementSibling;
  const sheet = document.getElementById(fold.dataset.sheet);
  sheet.append(content);
  sheet.addEventListener("close", () => {
    fold.append(content);
    summary.focus();
  }, { once: true });
  sheet.showModal();
});
document.addEventListener("submit", (event) => event.submitter?.closest("dialog")?.close());

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
const TOKEN = "csrfmiddlewaretoken";
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
const renew = (form) => {
  for (const field of form.querySelectorAll(`[name=${TOKEN}]`)) if (token()) field.value = token();
};
document.addEventListener("submit", (event) => renew(event.target));
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!token()) return;
  detail.headers["X-CSRFToken"] = token();
  if (detail.formData.has(TOKEN)) detail.formData.set(TOKEN, token());
});

// Signing out leaves nothing behind in this tab.
document.addEventListener("submit", (event) => {
  if (event.target.action.endsWith("/account/logout/")) sessionStorage.clear();
});

// A form about to be replaced takes nothing meanwhile: what is ticked or typed into it now would be gone with it.
document.addEventListener("htmx:beforeSend", ({ detail }) => {
  detail.target.inert = detail.target.matches("form") && detail.target !== detail.elt;
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.target.inert) return;
  detail.target.inert = false;
  detail.elt.focus();
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
  const which = event.detail.xhr?.status === 401 ? "[data-signed-out]" : "[data-offline]";
  const box = event.target.querySelector?.(which) ?? document.querySelector(which);
  if (box) box.hidden = false;
};
document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  for (const box of document.querySelectorAll("[data-signed-out], [data-offline]")) box.hidden = true;
});

// A browser elsewhere than its reader's saved zone asks; it never switches by itself. "Once" writes the local time
// beside each one on the page, so that nothing that is typed there changes its meaning.
const banner = document.querySelector("[data-zone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
const differs = (saved) => [0, 182].some((days) => {
  const at = new Date(Date.now() + days * 864e5);
  try {
    return at.toLocaleString("en-US", { timeZone: here }) !== at.toLocaleString("en-US", { timeZone: saved });
  } catch {
    return false; // a zone younger than the browser
  }
});
// Chromium still goes by the names some cities had.
const RENAMED = { Calcutta: "Kolkata", Saigon: "Ho Chi Minh", Katmandu: "Kathmandu", Rangoon: "Yangon", Kiev: "Kyiv" };
const cityOf = (zone) => nameOf(zone.split("/").pop().replaceAll("_", " ").replace(/^St /, "St. "));
const nameOf = (city) => RENAMED[city] ?? city;
// Browsers that hide where they are say UTC.
if (banner && /^(?!Etc\/).+\//.test(here) && banner.dataset.zoneNo !== here && differs(banner.dataset.zone)) {
  const question = banner.querySelector("[data-zone-question]");
  question.textContent = question.dataset.zoneQuestion.replaceAll("{city}", cityOf(here));
  banner.elements.time_zone.value = here;
  banner.hidden = false;
  banner.querySelector("[data-zone-once]").addEventListener("click", () => {
    showHere(document.body);
    document.addEventListener("htmx:afterSwap", (event) => showHere(event.detail.target));
    banner.hidden = true;
    document.querySelector("main").focus();
  });
}
function showHere(part) {
  const say = (place, at) => {
    const time = at.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" });
    const note = document.createElement("small");
    note.className = "cn-here";
    note.textContent = ` (${banner.dataset.zoneHere.replace("{time}", time).replace("{city}", cityOf(here))})`;
    if (!place.querySelector(".cn-here")) place.append(note);
  };
  for (const time of part.querySelectorAll("time[datetime*=T]")) say(time, new Date(time.dateTime));
  for (const slot of part.querySelectorAll("[data-slot-label]")) {
    const iso = slot.value.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z");
    for (const label of slot.labels) say(label, new Date(iso));
  }
}

// The message check speaks while one writes: with a script, nothing has to be shown on sending.
for (const seen of document.querySelectorAll("input[name=seen]")) seen.value = "live";

// Chips put their words below what is written already; the rest is typed.
for (const chips of document.querySelectorAll("[data-chips]")) {
  chips.hidden = false;
  chips.addEventListener("click", ({ target }) => {
    const chip = target.closest("[data-insert]"), text = document.getElementById(chips.dataset.chips);
    if (!chip || !text) return;
    const before = text.value.trimEnd();
    text.value = `${before}${before && "\n"}${chip.dataset.insert} `;
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// A letter the student sends by their own means: the link goes along with what is typed, and the text can be copied.
for (const letter of document.querySelectorAll("[data-letter]")) {
  const text = letter.querySelector("textarea");
  const link = letter.querySelector("[data-letter-mail]");
  text.addEventListener("input", () => {
    if (link) link.href = link.href.replace(/body=.*$/, () => `body=${encodeURIComponent(text.value)}`);
  });
  const copy = letter.querySelector("[data-letter-copy]");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.value);
    copy.querySelector("span").textContent = copy.dataset.letterCopy;
  });
}

// A phrase of the comment bank goes where the cursor was last, else into the overall comment; the focus returns there.
for (const form of document.querySelectorAll("[data-comments]")) {
  let last = form.elements.comment;
  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("textarea")) last = target;
  });
  form.addEventListener("click", (event) => {
    const phrase = event.target.closest("[data-insert]");
    if (!phrase) return;
    event.preventDefault();
    const text = `${last.value && !/\s$/.test(last.value) ? "\n" : ""}${phrase.textContent}`;
    last.setRangeText(text, last.value.length, last.value.length, "end");
    last.focus();
  });
}
