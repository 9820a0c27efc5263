// The largest picture that is on screen together with its controls: beside or below it.

const GAP = 16;

// Now, and whenever the pane changes; calls `begun` the first time; returns how to end it.
function keepFitting(model, stage, { caption, controls, tries }, begun) {
  const [width, height] = [model.get("width"), model.get("height")];
  let pane = null; // JupyterLab's; elsewhere pages just scroll
  let last = "";
  let foot = 0; // of a question just answered, which is on screen as well

  const fit = () => {
    const across = stage.clientWidth;
    if (!pane && (pane = stage.closest(".jp-WindowedPanel-outer"))) watch.observe(pane); // attached late
    if (across && !last && model.below) foot = stage.getBoundingClientRect().top - footOf(model.below).top;
    const room = pane ? pane.clientHeight - foot : Infinity;
    if (!across || last === `${across} ${room}`) return; // hidden, or nothing new
    const first = !last;
    last = `${across} ${room}`;
    const side = Math.max(200, Math.min(360, across - width - GAP));
    let best = null;
    for (const arrangement of ["beside", "below"]) {
      const most = Math.min(arrangement === "beside" ? across - side - GAP : across, 1.5 * width);
      stage.dataset.arrangement = arrangement;
      stage.style.setProperty("--snn-picture", `${most}px`);
      const under = arrangement === "below" ? controls.offsetHeight : 0;
      const spare = room - caption.offsetHeight - tries.offsetHeight - under - 3.5 * GAP;
      const least = across < 600 && !pane ? most : 0; // a phone's is whole; see stack.js
      const fitting = least || Math.min(most, Math.max((spare * width) / height, Math.min(most, 0.6 * width)));
      const beyond = arrangement === "beside" ? Math.max(1, controls.offsetHeight / spare) : 1;
      const worth = across < 600 && arrangement === "beside" ? 0 : fitting / beyond;
      if (!best || worth > best.worth) best = { arrangement, fitting, worth };
    }
    stage.dataset.arrangement = best.arrangement;
    stage.style.setProperty("--snn-picture", `${Math.floor(best.fitting)}px`);
    stage.querySelectorAll(".snn-choice").forEach(inEvenRows);
    if (first) begun();
  };
  const watch = new ResizeObserver(fit);
  watch.observe(stage);
  fit();
  return () => watch.disconnect();
}

// No option of a choice stands alone in a second row: its name goes above, then the rows are evened.
function inEvenRows(choice) {
  const labels = [...choice.querySelectorAll("label")];
  const lastRow = () => labels.filter((one) => one.offsetTop === labels.at(-1).offsetTop).length;
  const isBroken = () => labels[0].offsetTop !== labels.at(-1).offsetTop;
  choice.classList.remove("snn-stacked", "snn-even");
  if (!isBroken()) return;
  choice.classList.add("snn-stacked");
  if (!isBroken() || lastRow() > 1) return;
  const rows = new Set(labels.map((one) => one.offsetTop)).size;
  choice.style.setProperty("--snn-columns", Math.ceil(labels.length / rows));
  choice.classList.add("snn-even");
}

// After Shift+Enter JupyterLab shows the next cell: bring what has come back into view. Not so when
// more than this cell was run, or the page was only opened.
function comeIntoView(el) {
  const cell = el.closest(".jp-Cell");
  const active = document.querySelector(".jp-Notebook .jp-Cell.jp-mod-active");
  if (cell && (cell === active || cell.nextElementSibling === active)) {
    const isTaller = el.offsetHeight > cell.closest(".jp-WindowedPanel-outer")?.clientHeight;
    el.scrollIntoView({ block: isTaller ? "start" : "nearest" }); // a quiz begins with its first question
  }
}

const footOf = (question) => question.querySelector(".snn-buttons").getBoundingClientRect();

// What a committed answer brings comes into view, though never so far that what was said to the
// answer, and the buttons above it, leave the screen.
function followQuestion(el, question) {
  const pane = el.closest(".jp-WindowedPanel-outer");
  const view = pane?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
  const bar = pane ? 0 : parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const beyond = el.getBoundingClientRect().bottom - view.bottom;
  const above = footOf(question).top - view.top - bar - GAP / 2;
  const { matches } = matchMedia("(prefers-reduced-motion: reduce)");
  const move = { top: Math.min(beyond, above), behavior: matches ? "instant" : "smooth" };
  if (move.top > 0) (pane ?? window).scrollBy(move);
}
