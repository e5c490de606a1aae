// The open row of the ledger list is marked; on a phone its panel comes into view and the
// filters are folded.
(function () {
  "use strict";

  function mark(number) {
    document.querySelectorAll(".ledger-table [data-row-key]").forEach((row) => {
      if (row.dataset.rowKey === number) row.setAttribute("aria-selected", "true");
      else row.removeAttribute("aria-selected");
    });
  }

  const isPhone = window.matchMedia("(max-width: 900px)").matches;
  if (isPhone) document.querySelector(".filter-fold").open = false;

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "aside") return;
    mark(new URLSearchParams(window.location.search).get("open"));
    if (isPhone && event.target.firstElementChild) event.target.scrollIntoView();
  });
  document.addEventListener("htmx:pushedIntoHistory", (event) => {
    mark(new URLSearchParams(event.detail.path.split("?")[1] || "").get("open"));
  });
})();
