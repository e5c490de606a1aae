/* The review page: what is touched on one side lights up on the other; keys; selected text;
   lines of the row form. Works on whatever rows htmx puts in, because all listening is on the page. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const original = one("#original");
  if (!original) return;

  // Light: a row and, inside it, some of its entries
  function piecesOf(row, field) {
    const entry = field ? `[data-field~="${row}:${field}"]` : "";
    return all(`[data-row~="${row}"]${entry}`, original);
  }

  function light({ row, fields }) {
    all(".lit, .lit-row").forEach((element) => element.classList.remove("lit", "lit-row"));
    const article = document.getElementById(`row-${row}`);
    if (article) {
      article.classList.add("lit-row");
      fields.forEach((field) => {
        all(`[data-field="${field}"]`, article).forEach((entry) => entry.classList.add("lit"));
      });
    }
    piecesOf(row).forEach((piece) => piece.classList.add("lit-row"));
    fields.forEach((field) => {
      piecesOf(row, field).forEach((piece) => piece.classList.add("lit"));
    });
  }

  // Where an element points to: from a row to the text, from the text to the first of its rows
  function aim(element) {
    const article = element.closest("[data-row-key]");
    if (article) {
      const entry = element.closest("[data-field]");
      return {
        side: "row", row: article.dataset.rowKey, fields: entry ? [entry.dataset.field] : [],
      };
    }
    const piece = element.closest("[data-row]");
    if (!piece || !original.contains(piece)) return null;
    const row = piece.dataset.row.split(" ")[0];
    const fields = (piece.dataset.field || "").split(" ").map((each) => each.split(":"));
    const own = fields.filter(([owner]) => owner === row).map(([, field]) => field);
    return { side: "text", row, fields: own };
  }

  function scrollWithin(side, element) {
    if (!element) return;
    if (side.scrollHeight <= side.clientHeight + 1) {
      element.scrollIntoView({ block: "center" });
      return;
    }
    const box = element.getBoundingClientRect();
    const frame = side.getBoundingClientRect();
    if (box.top >= frame.top && box.bottom <= frame.bottom) return;
    side.scrollTop += box.top - frame.top - frame.height / 4;
  }

  function follow(target) {
    if (target.side === "row") {
      const piece = piecesOf(target.row, target.fields[0])[0] || piecesOf(target.row)[0];
      if (window.matchMedia("(min-width: 901px)").matches) scrollWithin(original, piece);
    } else {
      const article = document.getElementById(`row-${target.row}`);
      if (article) select(article, { scroll: true });
    }
  }

  function select(article, { scroll = false } = {}) {
    all("[data-row-key][aria-selected]").forEach((row) => row.removeAttribute("aria-selected"));
    article.setAttribute("aria-selected", "true");
    article.focus({ preventScroll: true });
    if (scroll) scrollWithin(one("#proposal"), article);
  }

  document.addEventListener("mouseover", (event) => {
    const target = aim(event.target);
    if (target) light(target);
  });
  document.addEventListener("focusin", (event) => {
    const target = aim(event.target);
    if (target && target.side === "row") {
      light(target);
      if (!event.target.matches("input, textarea, select")) follow(target);
    }
  });
  document.addEventListener("click", (event) => {
    const note = event.target.closest("[data-to]");
    if (note) {
      event.preventDefault();
      return showPlace(Number(note.dataset.to));
    }
    if (event.target.closest("button, a, input, textarea, select, summary")) return;
    if (!window.getSelection().isCollapsed) return;
    const target = aim(event.target);
    if (!target) return;
    light(target);
    follow(target);
  });
  document.addEventListener("row:selected", (event) => {
    const target = { side: "row", row: event.target.dataset.rowKey, fields: [] };
    light(target);
    follow(target);
  });

  function showPlace(start) {
    const pieces = all("[data-start]", original);
    const piece = pieces.filter((each) => Number(each.dataset.start) <= start).pop() || pieces[0];
    if (!piece) return;
    scrollWithin(original, piece);
    all(".lit").forEach((element) => element.classList.remove("lit"));
    piece.classList.add("lit");
  }

  // Keys beyond those of every page (j, k, Enter, ? live in app.js)
  const KEYS = { e: "[data-edit]", s: "[data-split]", d: "[data-drop]" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const article = event.target.closest("[data-row-key]");
    if (event.key === "Escape" && article) {
      const cancel = one("[data-cancel]", article);
      if (cancel) cancel.click();
      return;
    }
    if (event.target.matches("input, textarea, select, button, summary, a")) return;
    if (one("dialog[open]") || !KEYS[event.key]) return;
    const current = article || one("[data-row-key][aria-selected=true]");
    const button = current && one(KEYS[event.key], current);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  // After a swap: stay on the row; after accepting go on to the next one that waits
  let accepted = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    const element = event.detail.elt;
    const article = element.closest && element.closest("[data-row-key]");
    accepted = article && element.matches("[data-open]") ? article.dataset.rowKey : null;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const article = event.detail.elt;
    if (!article.matches || !article.matches("article[data-row-key]")) return;
    const fresh = document.getElementById(article.id);
    if (!fresh) return;
    const field = one("[autofocus]", fresh);
    if (field) return field.focus();
    const rows = all("[data-row-key]");
    const isAccepted = accepted === fresh.dataset.rowKey && fresh.classList.contains("is-accepted");
    const next = isAccepted && rows.slice(rows.indexOf(fresh) + 1).find((row) => one("[data-open]", row));
    accepted = null;
    select(next || fresh, { scroll: Boolean(next) });
  });
  document.addEventListener("review:focus", (event) => {
    const article = document.getElementById(`row-${event.detail.row}`);
    if (article) select(article, { scroll: true });
  });

  // Pages of the original as printed: which one is in sight, and steps from page to page
  const sheets = all(".sheet", original);
  const pageNow = one("#page-now");
  function sheetInSight() {
    const frame = original.getBoundingClientRect();
    const line = frame.top + frame.height / 3;
    return sheets.findLastIndex((sheet) => sheet.getBoundingClientRect().top <= line);
  }
  function stepPage(step) {
    const sheet = sheets[Math.min(sheets.length - 1, Math.max(0, sheetInSight() + step))];
    const bar = one(".sides", original);
    const top = sheet.getBoundingClientRect().top - original.getBoundingClientRect().top;
    original.scrollTop += top - (bar ? bar.offsetHeight : 0);
  }
  if (pageNow && sheets.length) {
    original.addEventListener("scroll", () => {
      const number = sheets[Math.max(0, sheetInSight())].dataset.page;
      if (pageNow.textContent !== number) pageNow.textContent = number;
    }, { passive: true });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-page-step]");
      if (button) stepPage(Number(button.dataset.pageStep));
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target.matches("input, textarea, select") || one("dialog[open]")) return;
      if (event.key === "[") stepPage(-1);
      if (event.key === "]") stepPage(1);
    });
    // A picture that cannot be drawn leaves its text, which is there in its place
    original.addEventListener("error", (event) => {
      const sheet = event.target.closest(".sheet");
      if (sheet) { event.target.remove(); sheet.classList.add("is-drawn"); }
    }, true);
  }

  // Selected text becomes a row: offsets count code points, as the server does
  function placeOf(node, offset) {
    if (node.nodeType !== Node.TEXT_NODE) return null;
    const piece = node.parentElement && node.parentElement.closest("[data-start]");
    if (!piece || !original.contains(piece)) return null;
    return Number(piece.dataset.start) + Array.from(node.data.slice(0, offset)).length;
  }

  function selectedSpan() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = placeOf(range.startContainer, range.startOffset);
    const end = placeOf(range.endContainer, range.endOffset);
    return start === null || end === null || start >= end ? null : { start, end };
  }

  document.addEventListener("selectionchange", () => {
    const form = one("form[data-selection]");
    if (!form) return;
    const span = selectedSpan();
    form.elements.start.value = span ? span.start : "";
    form.elements.end.value = span ? span.end : "";
    one("button", form).disabled = !span;
  });
  // Pressing the button must not take the selection away before it is read
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("form[data-selection] button")) event.preventDefault();
  });

  // Lines of units, targets and deadlines
  document.addEventListener("click", (event) => {
    const adder = event.target.closest("[data-add-line]");
    if (adder) {
      const template = one("template", adder.closest("[data-lines]"));
      template.before(template.content.cloneNode(true));
      const field = one("input:not([type=hidden])", template.previousElementSibling);
      if (field) field.focus();
    }
    const remover = event.target.closest("[data-remove-line]");
    if (remover) remover.closest("[data-line]").remove();
  });
})();
