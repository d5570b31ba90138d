// Keeps what is typed: forms with data-autosave are sent, as their htmx says, soon after anything in them changed, and
// at once when the page is hidden or left. Nothing older than two seconds is unsaved.
"use strict";

const SOON = 1500, AGAIN = 5000; // milliseconds, after the first unsaved change and after a failure

for (const form of document.querySelectorAll("[data-autosave]")) keep(form);

function keep(form) {
  const kept = form.dataset.keep && `notes:${form.dataset.keep}`; // what this tab may hold while the network is gone
  // As the page came from the server: what is brought back here, or by the browser after a reload, counts as typed.
  let saved = words(form, true), sending = "", leaving = "";
  if (kept && sessionStorage.getItem(kept)) restore(form, JSON.parse(sessionStorage.getItem(kept)));
  let timer = 0, failed = false, gone = false;
  const isSaved = () => words(form) === saved;

  const later = (wait) => { timer ||= setTimeout(save, wait); };
  function save() {
    clearTimeout(timer);
    timer = 0;
    if (!isSaved()) htmx.trigger(form, "autosave");
  }
  function settle(answer) {
    saved = answer;
    failed = false;
    // The next page may have been written before this answer: it compares for itself.
    if (kept && !gone && isSaved()) sessionStorage.removeItem(kept);
  }

  function remember() {
    if (kept) sessionStorage.setItem(kept, JSON.stringify([...new FormData(form)].filter(([name]) => name !== TOKEN)));
  }
  // Counts what this page sends, so that of two that arrive in the wrong order the later one stands.
  function count() {
    const nth = form.elements.namedItem("nth");
    nth.value = Number(nth.value) + 1;
    if (sessionStorage.getItem(kept)) remember(); // a page that goes on from here counts on
    return nth.value;
  }

  form.addEventListener("input", () => {
    remember();
    later(SOON);
  });
  form.addEventListener("change", save);
  form.addEventListener("htmx:configRequest", ({ detail }) => { detail.formData.set("nth", count()); });
  form.addEventListener("htmx:beforeSend", () => { sending = words(form); });
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful) {
      settle(sending);
      if (!isSaved()) later(SOON);
      return;
    }
    failed = true;
    if (![409, 422].includes(detail.xhr.status)) later(AGAIN); // those two wait for the person
  });
  window.addEventListener("online", save);
  window.addEventListener("focus", save); // back from signing in elsewhere

  // A request that outlives the page; its answer counts if the page is still there.
  async function leave() {
    const last = words(form);
    if (last === saved || last === leaving) return;
    leaving = last;
    renew(form);
    count();
    const sent = { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, keepalive: true };
    try {
      const answer = await fetch(form.getAttribute("hx-post"), sent);
      if (answer.ok) settle(last);
    } catch {
      save(); // offline, or too long for a page that goes: as ever
    }
    leaving = "";
  }
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); else save(); });
  window.addEventListener("pagehide", () => { gone = true; leave(); });
  window.addEventListener("pageshow", () => { gone = false; });
  window.addEventListener("beforeunload", (event) => { if (failed && !isSaved()) event.preventDefault(); });
  form.addEventListener("submit", () => { count(); saved = words(form); }); // the button takes them along
  form.addEventListener("click", (event) => { if (event.target.closest("[data-discard]")) settle(words(form)); });
  if (isSaved()) settle(saved);
  else later(SOON); // htmx is not there yet
}

// All that a person can change in a form, as one text.
function words(form, asServed = false) {
  const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
  return JSON.stringify(fields.map((field) => {
    if (/checkbox|radio/.test(field.type)) return [field.name, field.value, asServed ? field.defaultChecked : field.checked];
    return [field.name, asServed && "defaultValue" in field ? field.defaultValue : field.value];
  }));
}

function restore(form, entries) {
  const typed = new Map(entries);
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = typed.has(field.name);
    else if (field.type !== "submit" && typed.has(field.name)) field.value = typed.get(field.name);
  }
}
