// The table of a decomposition: sums while typing, and a block pasted from Excel.
// Numbers are whole counts of millionths (BigInt), so that sums are exact.
(function () {
  "use strict";

  const form = document.querySelector("[data-decompose]");
  if (!form) return;
  const PLACES = 6;
  const POWERS = { 万: 4, 亿: 8 };

  // "8.82万" → 88200000000n; null: empty, undefined: not a number
  function read(text) {
    const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
    if (!plain) return null;
    const match = /^(-?)(\d+)(?:\.(\d+))?(万亿|亿|万)?$/.exec(plain);
    if (!match) return undefined;
    const power = Array.from(match[4] || "").reduce((sum, sign) => sum + POWERS[sign], PLACES);
    const digits = (match[3] || "").replace(/0+$/, "");
    if (digits.length > power) return undefined;
    const number = BigInt(match[2] + digits.padEnd(power, "0"));
    return match[1] ? -number : number;
  }

  // 20亿, 8.82万; other numbers as they are
  function write(number, plain) {
    const size = number < 0n ? -number : number;
    for (const [sign, power] of [["亿", 8], ["万", 4]]) {
      const unit = 10n ** BigInt(power + PLACES);
      if (!plain && size >= unit && size % (unit / 100n) === 0n) {
        return write(number / 10n ** BigInt(power), true) + sign;
      }
    }

    const digits = size.toString().padStart(PLACES + 1, "0");
    const whole = digits.slice(0, -PLACES).replace(/\B(?=(\d{3})+$)/g, ",");
    const rest = digits.slice(-PLACES).replace(/0+$/, "");
    return (number < 0n ? "-" : "") + whole + (rest ? "." + rest : "");
  }

  const rows = () => Array.from(form.querySelectorAll("[data-row]"));
  const tick = (row) => row.querySelector("input[type=checkbox]");
  const cell = (row, key) => row.querySelector(`[data-share="${key}"]`);

  function verdict(head, shares, words) {
    const [over, short, exact, loosest, above] = words;
    const target = read(head.dataset.target);
    const say = (number) => write(number, head.dataset.plain);
    const atMost = head.dataset.sign.startsWith("<");
    const same = head.querySelector("select").value === "same";
    if (!shares.length) return ["", "0", `${short} ${say(target)}`];
    let total = shares[0];
    for (const share of shares.slice(1)) {
      if (!same) total += share;
      else if (atMost ? share > total : share < total) total = share;
    }
    const gap = atMost ? total - target : target - total;
    const said = same ? `${loosest} ${say(total)}` : say(total);
    if (gap > 0n) return ["short", said, `${atMost ? above : short} ${say(gap)}`];
    if (gap === 0n || atMost || same) return ["exact", said, gap === 0n ? exact : ""];
    return ["over", said, `${over} +${say(-gap)}`];
  }

  function sum(head) {
    const key = head.dataset.column;
    const place = form.querySelector(`[data-sum="${key}"]`);
    const words = place.dataset.words.split("|");
    const given = head.dataset.given.split(" ").filter(Boolean).map(read);
    const typed = rows().filter((row) => tick(row).checked).map((row) => read(cell(row, key).value));
    const broken = typed.includes(undefined);
    const shares = given.concat(typed.filter((share) => share !== null && share !== undefined));
    const [tone, total, note] = verdict(head, shares, words);
    place.className = `num ${broken ? "short" : tone}`;
    place.replaceChildren(total, document.createElement("br"), broken ? words[5] : note);
  }

  function update() {
    rows().forEach((row) => row.classList.toggle("untaken", !tick(row).checked));
    form.querySelectorAll("[data-column]").forEach(sum);
  }

  // A block of cells goes to the right and down from the cell it is pasted into.
  form.addEventListener("paste", (event) => {
    const start = event.target.closest("[data-share]");
    const text = event.clipboardData.getData("text");
    if (!start || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const below = rows();
    const first = below.indexOf(start.closest("[data-row]"));
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, down) => {
      const row = below[first + down];
      if (!row) return;
      const cells = Array.from(row.querySelectorAll("[data-share]"));
      const left = cells.findIndex((each) => each.dataset.share === start.dataset.share);
      line.split("\t").forEach((value, right) => {
        if (cells[left + right]) cells[left + right].value = value.trim();
      });
    });
    update();
  });

  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-check-rows]")) {
      rows().forEach((row) => { tick(row).checked = event.target.checked; });
    }
    update();
  });
  update();
})();
