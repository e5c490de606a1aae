// Draws the figures of {% chart %}: SVG, no animation, colours of the style sheet, links by mouse
// and keyboard, A4 wide on paper. The table under a chart folds once the chart is drawn.
(() => {
  "use strict";

  const A4_WIDTH = 680; // CSS pixels between the margins of an upright sheet
  const drawn = new Map(); // place -> chart
  const tokens = getComputedStyle(document.documentElement);
  const token = (name) => tokens.getPropertyValue(name).trim();
  const INK = token("--ink"), QUIET = token("--quiet"), RULE = token("--rule");

  const LOCALE = document.documentElement.lang.startsWith("zh") ? "ZH" : "EN"; // names of months

  const AXIS = {
    axisLine: { lineStyle: { color: QUIET } },
    axisTick: { lineStyle: { color: QUIET } },
    axisLabel: { color: INK, fontSize: 12 },
    nameTextStyle: { color: QUIET },
    splitLine: { lineStyle: { color: RULE } },
  };
  const THEME = {
    color: ["--blue", "--orange", "--green", "--danger", "--yellow", "--grey"].map(token),
    textStyle: { color: INK, fontFamily: token("--sans") },
    categoryAxis: { ...AXIS, splitLine: { show: false } },
    valueAxis: AXIS,
    timeAxis: AXIS,
    legend: { textStyle: { color: INK }, itemGap: 16, top: 0 },
    line: { symbolSize: 6, lineStyle: { width: 2 } },
  };
  const SYMBOLS = ["circle", "triangle", "rect", "diamond", "roundRect", "pin"];

  const MARK_LINE = {
    symbol: ["none", "none"], silent: true,
    label: { position: "insideEndTop", color: INK, formatter: "{b}" },
  };

  // "--danger" anywhere in the option is that colour of the style sheet
  function withColours(value) {
    if (typeof value === "string") return value.startsWith("--") ? token(value) || value : value;
    if (Array.isArray(value)) return value.map(withColours);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withColours(part)]));
  }

  function completed(option, description) {
    const result = withColours(option);
    const series = [].concat(result.series || []);
    series.forEach((line, at) => {
      if (line.type !== "bar" && !line.symbol) line.symbol = SYMBOLS[at % SYMBOLS.length];
      if (line.type === "bar") line.barMaxWidth = line.barMaxWidth || 48;
      if (line.markLine) line.markLine = { ...MARK_LINE, ...line.markLine };
    });
    const bars = series.filter((line) => line.type === "bar").length;
    return {
      ...result,
      series,
      animation: false,
      grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true, ...result.grid },
      tooltip: {
        trigger: "axis", confine: true, textStyle: { color: INK }, backgroundColor: token("--paper"),
        ...result.tooltip, renderMode: "richText",
      },
      aria: {
        enabled: true,
        label: { description },
        decal: { show: bars > 1, ...(result.aria || {}).decal },
      },
    };
  }

  const isLink = (url) => typeof url === "string" && /^(\/(?!\/)|\?|#)/.test(url); // never off the site
  const addressOf = (item) => item && typeof item === "object" && isLink(item.url) ? item.url : "";

  function follow(item) {
    const address = addressOf(item);
    if (address) window.location.assign(address);
  }

  // Arrows walk over the points, Enter follows the link, Escape puts the tip away
  function walk(place, chart, option) {
    const spoken = place.nextElementSibling;
    const last = (at) => option.series[at].data.length - 1;
    let series = 0, index = -1;

    function show() {
      chart.dispatchAction({ type: "showTip", seriesIndex: series, dataIndex: index });
      const line = option.series[series];
      const item = line.data[index];
      const value = item && typeof item === "object" && "value" in item ? item.value : item;
      const axis = [].concat(option.xAxis || [], option.yAxis || []).find((one) => one.data);
      const name = (item && item.name) || (axis && axis.data[index]) || "";
      spoken.textContent = [line.name, name, value].flat().filter((part) => part != null && part !== "").join(" ");
    }

    // Silent series only fill a band: there is nothing to say of their points
    function turn(by) {
      do series = (series + by) % option.series.length; while (option.series[series].silent);
    }

    const steps = {
      ArrowRight: () => { index = Math.min(index + 1, last(series)); },
      ArrowLeft: () => { index = Math.max(index - 1, 0); },
      ArrowDown: () => { turn(1); },
      ArrowUp: () => { turn(option.series.length - 1); },
    };
    place.addEventListener("keydown", (event) => {
      if (event.key === "Enter") follow((option.series[series].data || [])[index]);
      if (event.key === "Escape") chart.dispatchAction({ type: "hideTip" });
      if (!steps[event.key] || !option.series.every((line) => Array.isArray(line.data))) return;
      event.preventDefault();
      event.stopPropagation();
      steps[event.key]();
      index = Math.min(Math.max(index, 0), last(series));
      show();
    });
  }

  function draw(figure) {
    const place = figure.querySelector(".chart-drawn");
    if (!place || drawn.has(place) || !window.echarts) return; // without it the table stays open
    const option = completed(
      JSON.parse(figure.querySelector("script[type='application/json']").textContent),
      place.dataset.description,
    );
    place.hidden = false;
    const chart = window.echarts.init(place, THEME, { renderer: "svg", locale: LOCALE });
    chart.setOption(option);
    chart.on("click", (event) => follow(event.data));
    walk(place, chart, option);
    drawn.set(place, chart);
    figure.querySelector(".chart-data").open = false;
    watcher.observe(place);
  }

  // What the style sheet of a page wants on paper, in CSS pixels
  const onSheet = (place, name) => parseInt(getComputedStyle(place).getPropertyValue(name), 10);

  let onPaper = false;
  const watcher = new ResizeObserver((changes) => {
    if (onPaper) return;
    for (const { target } of changes) if (drawn.has(target)) drawn.get(target).resize();
  });

  function forget(place) {
    watcher.unobserve(place);
    drawn.get(place).dispose();
    drawn.delete(place);
  }

  const drawAll = (root) => root.querySelectorAll("[data-chart]").forEach(draw);
  const forgetGone = () => [...drawn.keys()].filter((place) => !place.isConnected).forEach(forget);

  window.addEventListener("beforeprint", () => {
    onPaper = true;
    for (const [place, chart] of drawn) {
      chart.resize({ width: onSheet(place, "--print-width") || A4_WIDTH, height: onSheet(place, "--print-height") || undefined });
      chart.getZr().refreshImmediately(); // the sheet is taken before the next frame
    }
  });
  window.addEventListener("afterprint", () => {
    onPaper = false;
    for (const chart of drawn.values()) chart.resize({ width: "auto", height: "auto" });
  });
  document.addEventListener("htmx:afterSettle", () => { forgetGone(); drawAll(document); });
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => drawAll(document));
  } else {
    drawAll(document);
  }
})();
