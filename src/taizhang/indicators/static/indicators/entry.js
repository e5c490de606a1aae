// Filling in figures as in a table: Enter and the arrows go down the column, a column that was
// copied from a workbook goes into the lines below. What was typed is not left unawares.
(() => {
  "use strict";
  const fields = () => [...document.querySelectorAll(".entry-value input[type=text]")];

  const step = (from, by) => {
    const all = fields();
    const next = all[all.indexOf(from) + by];
    if (next) {
      next.focus();
      next.select();
    }
    return next;
  };

  document.addEventListener("keydown", (event) => {
    if (!event.target.matches(".entry-value input[type=text]") || event.isComposing) return;
    const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    if (!step(event.target, by) && event.key === "Enter") {
      document.querySelector(".entry-all button[type=submit]").focus();
    }
  });

  let typed = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest(".entry-table")) typed = true;
  });
  document.addEventListener("submit", () => {
    typed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });

  document.addEventListener("paste", (event) => {
    if (!event.target.matches(".entry-value input[type=text]")) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    const lines = text.split(/\r?\n/);
    if (lines.length < 2) return;
    event.preventDefault();
    const all = fields();
    const first = all.indexOf(event.target);
    lines.slice(0, all.length - first).forEach((line, at) => {
      all[first + at].value = line.split("\t")[0].trim();
      all[first + at].dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
})();
