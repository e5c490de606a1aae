// The desk: after an act the next row has the focus, whether the page was loaded anew or only the
// row changed. Without this script everything works, the focus starts at the top.
(function () {
  "use strict";

  const KEPT = "desk-place";
  const rowsOf = (section) => Array.from(section.querySelectorAll("[data-row-key]:not(.done)"));

  function select(row) {
    document.querySelectorAll(".desk [aria-selected]").forEach((other) => other.removeAttribute("aria-selected"));
    row.setAttribute("aria-selected", "true");
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  // A form was sent: remember where it stood, take the row that comes to stand there.
  document.addEventListener("submit", (event) => {
    const row = event.target.closest(".desk [data-row-key]");
    const section = event.target.closest(".desk-section");
    if (!section) return;
    const place = row ? rowsOf(section).indexOf(row) : 0;
    window.sessionStorage.setItem(KEPT, JSON.stringify([section.id, place]));
    const back = event.target.elements.next; // a part named in the address would take the focus away
    if (back) back.value = back.value.split("#")[0];
  });
  const kept = window.sessionStorage.getItem(KEPT);
  window.sessionStorage.removeItem(KEPT);
  if (kept) {
    const [id, place] = JSON.parse(kept);
    const section = document.getElementById(id);
    const rows = section ? rowsOf(section) : Array.from(document.querySelectorAll(".desk [data-row-key]"));
    if (rows.length) select(rows[section ? Math.min(place, rows.length - 1) : 0]);
  }

  // A report was opened in its row, or saved there.
  document.addEventListener("htmx:afterSettle", (event) => {
    const row = event.target.closest && event.target.closest(".desk [data-row-key]");
    if (!row) return;
    const saved = row.querySelector(".owed-saved");
    if (!saved) {
      const first = row.querySelector("textarea, input:not([type=hidden])");
      if (first) first.focus();
      return;
    }
    row.classList.add("done");
    const next = rowsOf(row.closest(".desk-section")).find(
      (other) => row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    if (next) select(next);
  });
})();
