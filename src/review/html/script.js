
"use strict";
// Rows that do not hold the text of the filter are hidden.
for (const filter of document.querySelectorAll(".filter")) {
  const input = filter.querySelector("input");
  const output = filter.querySelector("output");
  let table = filter.nextElementSibling;
  const rows = [...table.tBodies[0].rows].map((row) => [row, row.textContent.toLowerCase()]);
  filter.hidden = false;
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !text.includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    output.textContent = `${shown} ${output.dataset.of} ${rows.length}`;
  });
}
// The night under the pointer, or under the cursor that the arrow keys move, with its date.
for (const figure of document.querySelectorAll(".strip")) {
  const svg = figure.querySelector("svg");
  const output = figure.querySelector("output");
  const nights = Number(svg.dataset.nights);
  const first = Date.parse(svg.dataset.from);
  const spans = [...svg.querySelectorAll("rect")];
  const unit = svg.viewBox.baseVal.width / nights;
  let at = nights - 1;
  const show = (night) => {
    at = Math.max(0, Math.min(nights - 1, night));
    const span = spans.find((rect) => (at + 0.5) * unit < rect.x.baseVal.value + rect.width.baseVal.value);
    const date = new Date(first + at * 86400000).toISOString().slice(0, 10);
    output.textContent = `${date}: ${span ? span.dataset.sign : ""}`;
  };
  svg.tabIndex = 0;
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    show(Math.floor(((event.clientX - box.left) / box.width) * nights));
  });
  svg.addEventListener("focus", () => show(at));
  svg.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30, Home: -nights, End: nights };
    if (event.key in steps) {
      event.preventDefault();
      show(at + steps[event.key]);
    }
  });
}
