// The one script of the frame: no inline script exists (the security policy forbids it).
//
//   data-confirm="sentence"      asks before a form is sent or an htmx request leaves
//   data-rows                    j/k move between its [data-row-key] children, Enter opens the
//                                first link (or the one marked data-open), x ticks its checkbox,
//                                e presses what is marked data-answer, a what is marked data-accept
//   data-dialog="ID"             opens <dialog id=ID>; data-close closes the one around it
//   .drop with a file input      files may be dropped on it; names appear in [data-file-names]
//   data-check-all="NAME"        ticks all checkboxes of that name (in its own form, if it has one)
//   ? opens <dialog id="keys">, / goes to the search box, Escape closes menus and the side panel
(function () {
  "use strict";

  const one = (selector, from) => (from || document).querySelector(selector);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const meta = (name) => (one(`meta[name="${name}"]`) || {}).content || "";
  const TYPING = "input, textarea, select, [contenteditable]";

  function say(sentence, kind) {
    const place = one("#notices");
    if (!place) return;
    const banner = document.createElement("p");
    banner.className = `banner banner-${kind}`;
    banner.setAttribute("role", "alert");
    banner.textContent = sentence;
    place.replaceChildren(banner);
    banner.scrollIntoView({ block: "nearest" });
  }

  // htmx: token against forged requests, sentences for failures
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = meta("csrf-token");
  });
  document.addEventListener("htmx:sendError", () => say(meta("say-offline"), "bad"));
  document.addEventListener("htmx:timeout", () => say(meta("say-offline"), "bad"));
  document.addEventListener("htmx:responseError", (event) => {
    const sentence = event.detail.xhr.getResponseHeader("X-Sentence");
    say(sentence ? decodeURIComponent(sentence) : meta("say-failed"), "bad");
  });
  document.addEventListener("htmx:confirm", (event) => {
    const sentence = event.detail.elt.dataset && event.detail.elt.dataset.confirm;
    if (!sentence) return;
    event.preventDefault();
    if (window.confirm(sentence)) event.detail.issueRequest(true);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const asker = (event.submitter && event.submitter.dataset.confirm) ? event.submitter : form;
    const sentence = asker.dataset.confirm;
    if (!sentence || form.matches("[hx-post], [hx-get], [hx-delete], [hx-put]")) return;
    if (!window.confirm(sentence)) event.preventDefault();
  });

  // Rows by keyboard
  const rowsOf = (list) => all("[data-row-key]", list).filter((row) => row.offsetParent !== null);

  function currentRow(list) {
    const focused = document.activeElement.closest("[data-row-key]");
    return focused && list.contains(focused) ? focused : one("[data-row-key][aria-selected=true]", list);
  }

  function move(list, step) {
    const rows = rowsOf(list);
    if (!rows.length) return;
    const at = rows.indexOf(currentRow(list));
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    rows.forEach((row) => row.removeAttribute("aria-selected"));
    next.setAttribute("aria-selected", "true");
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    next.dispatchEvent(new CustomEvent("row:selected", { bubbles: true }));
  }

  function press(row, selector) {
    const target = row && one(selector, row);
    if (target) target.click();
    return Boolean(target);
  }

  function onRowKey(event, list) {
    if (event.key === "j") move(list, 1);
    else if (event.key === "k") move(list, -1);
    else if (event.key === "x") return press(currentRow(list), "input[type=checkbox]");
    else if (event.key === "e") return press(currentRow(list), "[data-answer]");
    else if (event.key === "a") return press(currentRow(list), "[data-accept]");
    else if (event.key === "Enter" && document.activeElement.matches("[data-row-key]")) {
      return press(currentRow(list), "[data-open]") || press(currentRow(list), "a[href]");
    } else return false;
    return true;
  }

  function openKeys() {
    const keys = one("dialog#keys");
    if (keys && !keys.open) keys.showModal();
    return Boolean(keys);
  }

  function closeAside() {
    const aside = one("#aside");
    if (!aside || !aside.firstChild) return;
    const back = one("[data-close-aside]", aside);
    if (back) back.click();
    else aside.replaceChildren();
  }

  function onEscape() {
    const menu = one("details.menu[open]");
    if (!menu) return closeAside();
    menu.open = false;
    one("summary", menu).focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") return onEscape();
    if (event.target.matches(TYPING) || one("dialog[open]")) return;
    if (event.key === "?" && openKeys()) return event.preventDefault();
    if (event.key === "/" && one("#search")) {
      event.preventDefault();
      return one("#search").focus();
    }
    const list = event.target.closest("[data-rows]") || one("[data-rows]");
    if (list && onRowKey(event, list)) event.preventDefault();
  });

  // Clicks: dialogs, menus, printing, all boxes at once
  function onDialogClick(target) {
    const opener = target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog).showModal();
    const closer = target.closest("[data-close]");
    if (closer) closer.closest("dialog").close();
  }

  document.addEventListener("click", (event) => {
    onDialogClick(event.target);
    if (event.target.closest("[data-print]")) window.print();
    all("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("change", (event) => {
    const { checkAll } = event.target.dataset;
    if (checkAll) {
      all(`input[type=checkbox][name="${checkAll}"]:not(:disabled)`).forEach((box) => {
        if (!event.target.form || box.form === event.target.form) box.checked = event.target.checked;
      });
    }
    if (event.target.type === "file") nameFiles(event.target);
  });

  // Files dropped on .drop go into its file input
  function nameFiles(input) {
    const drop = input.closest(".drop");
    const place = drop && one("[data-file-names]", drop);
    if (place) place.textContent = Array.from(input.files).map((file) => file.name).join("、");
  }

  function onDrag(event) {
    const drop = event.target.closest && event.target.closest(".drop");
    if (!drop) return;
    event.preventDefault();
    drop.classList.toggle("over", event.type === "dragover");
    if (event.type !== "drop") return;
    const input = one("input[type=file]", drop);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  ["dragover", "dragleave", "drop"].forEach((type) => document.addEventListener(type, onDrag));

  // Long lists are printed unfolded
  window.addEventListener("beforeprint", () => all("details.fold:not([open])").forEach((fold) => {
    fold.open = true;
    fold.dataset.opened = "print";
  }));
  window.addEventListener("afterprint", () => all("details[data-opened]").forEach((fold) => {
    fold.open = false;
    delete fold.dataset.opened;
  }));
})();
