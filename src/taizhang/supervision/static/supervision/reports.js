// Things owed: one is sent without the others, nothing typed is lost by leaving unawares.
//
//   data-one="KEY"     its requests carry only its own fields
//   data-words         asks about the words only, no files
//   data-more-nodes    one more line of a plan
//   data-guard         asks before the page is left with something typed
(function () {
  "use strict";

  const typed = new Set();
  const keyOf = (element) => {
    const one = element.closest && element.closest("[data-one]");
    return one ? one.dataset.one : "";
  };

  document.addEventListener("htmx:configRequest", (event) => {
    const key = keyOf(event.detail.elt);
    if (!key) return;
    const sent = event.detail.formData;
    const wordsOnly = "words" in event.detail.elt.dataset;
    Array.from(sent.keys()).forEach((name) => {
      const own = name === "only" || name.startsWith(`${key}-`);
      const file = wordsOnly && sent.get(name) instanceof File;
      if (!own || file) sent.delete(name);
    });
    sent.set("item", key);
  });

  document.addEventListener("input", (event) => {
    const key = keyOf(event.target);
    if (key) typed.add(key);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    event.detail.elt.dataset.sentFor = keyOf(event.detail.elt);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = event.detail;
    if (!successful || "words" in elt.dataset) return;
    typed.delete(elt.dataset.sentFor);
    openNext();
  });
  document.addEventListener("submit", () => typed.clear());
  window.addEventListener("beforeunload", (event) => {
    if (typed.size && document.querySelector("[data-guard]")) event.preventDefault();
  });

  function openNext() {
    const open = document.querySelector(".owed[open]");
    const next = open || document.querySelector("details.owed");
    if (!next) return;
    next.open = true;
    next.querySelector("summary").focus();
  }

  const asked = document.getElementById(window.location.hash.slice(1));
  if (asked && asked.matches("details.owed")) {
    document.querySelectorAll("details.owed[open]").forEach((other) => { other.open = false; });
    asked.open = true;
  }

  document.addEventListener("click", (event) => {
    const more = event.target.closest("[data-more-nodes]");
    if (!more) return;
    const rows = more.closest(".owed").querySelectorAll("tbody tr");
    const last = rows[rows.length - 1];
    const copy = last.cloneNode(true);
    copy.querySelectorAll("input").forEach((input) => {
      input.value = "";
      input.name = input.name.replace(/\d+$/, rows.length);
      input.id = input.id.replace(/\d+$/, rows.length);
    });
    last.after(copy);
    copy.querySelector("input").focus();
  });
})();
