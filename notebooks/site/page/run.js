// "Run this page": Python runs in a worker. Recorded parts stay until their own live one has come,
// from top to bottom, as far as the reader has scrolled; where the learner writes there is a field.

(() => {
  const about = document.getElementById("snn-lesson");
  const title = document.querySelector("h1");
  const isSmall = matchMedia("(max-width: 600px)").matches; // a phone: it has the recordings
  if (!about || !title || !window.Worker || location.protocol === "file:") return;
  const lesson = JSON.parse(about.textContent);
  if (isSmall && !lesson.examines) {
    const note = "On a computer this page runs: you can write in it, and your answers are checked.";
    title.after(Object.assign(document.createElement("p"), { className: "snn-doors", textContent: note }));
    return;
  }
  const { snn, snnPanel } = window;
  const { element } = snnPanel;
  const root = document.documentElement.dataset.content_root ?? "./";
  const home = new URL(`${root}kernel/`, location.href).href;

  const button = (text, act, className = "") => {
    const node = element("button", { type: "button", textContent: text, className });
    node.addEventListener("click", act);
    return node;
  };

  // --- the bar below the title ---------------------------------------------------------------------

  const status = element("span", { className: "snn-status" });
  status.setAttribute("role", "status");
  status.tabIndex = -1; // it takes the focus from a button that goes
  const say = (words) => { status.textContent = words; };
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  const start = button("Run this page", () => begin(), "snn-run-page");
  const stop = button("Stop", () => restart(), "snn-stop");
  const answers = button("Download my answers", () => download());
  const back = button("Back to the recordings", () => {
    snn.keep({ runs: false });
    location.reload();
  });
  const progress = element("span", { className: "snn-progress" });
  stop.hidden = answers.hidden = back.hidden = true;
  const { exercises } = lesson;
  const showProgress = () => {
    progress.textContent = exercises.length ? `${snn.passed(exercises)} of ${exercises.length} done` : "";
  };
  const bar = element("div", { className: "snn-bar" }, start, stop, progress, status, answers, back);
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "Run this page");
  title.after(bar);
  say(`Python, here in this browser: ${megabytes(lesson.bytes)} the first time, and some 20 seconds.`);
  showProgress();

  // --- the worker, and what is under way -----------------------------------------------------------

  let worker = null;
  let isReady = false;
  const models = new Map();
  const awaited = []; // for each message that the worker has not yet seen to: what to do then
  let slow = 0;

  function post(message, done = () => {}) {
    awaited.push(done);
    worker.postMessage(JSON.stringify(message));
    slow ||= setTimeout(() => {
      stop.hidden = false;
      say("Computing …");
    }, 1000);
  }

  function rest() {
    clearTimeout(slow);
    slow = 0;
    stop.hidden = true;
    const isAll = lesson.examines || lesson.cells.every((cell) => cell.ran);
    say(isAll ? "Everything here is live." : "Live, as far as you have read.");
  }

  class Live extends snn.Model {
    constructor(id, traits) {
      super(traits);
      this.id = id;
      this.moved = null; // changes that wait until the last ones are seen to
      this.isSent = false;
      this.widget_manager = { kernel: { get status() { return awaited.length > 1 ? "busy" : "idle"; } } };
    }
    set(name, value) {
      super.set(name, value);
      this.moved = { ...this.moved, [name]: value };
    }
    save_changes() {
      if (this.isSent || !this.moved) return;
      const state = this.moved;
      this.moved = null;
      this.isSent = true;
      post({ kind: "told", id: this.id, state }, () => {
        this.isSent = false;
        this.save_changes();
      });
    }
    send(content) { post({ kind: "told", id: this.id, content }); }
  }

  // Bytes stand apart in a message: {"$bytes": 0} is the first of them.
  function placed(value, bytes) {
    if (Array.isArray(value)) return value;
    if (value && typeof value === "object") {
      if ("$bytes" in value) return new DataView(bytes[value.$bytes].buffer);
      for (const name of Object.keys(value)) value[name] = placed(value[name], bytes);
    }
    return value;
  }

  const heard = {
    fetched: ({ bytes }) => say(`Fetching Python: ${megabytes(bytes)} of ${megabytes(lesson.bytes)} …`),
    starting: () => say("Starting Python …"),
    ready: () => {
      isReady = true;
      say("Running …");
      next();
    },
    open: ({ id, state }) => models.set(id, new Live(id, state)),
    state: ({ id, state }) => models.get(id)?.put(state),
    custom: ({ id, content }) => models.get(id)?.fire("msg:custom", content, []),
    close: ({ id }) => models.delete(id),
    shown: ({ cell, outputs, after }) => show(cell, outputs, after),
    failed: ({ text, fatal }) => {
      console.error(text);
      if (fatal) say("Python did not start: is this browser older than 2023, or the network away? The recordings are all here.");
    },
    done: ({ noted }) => {
      if (noted.length) snn.note(noted);
      showProgress();
      awaited.shift()?.();
      next();
      if (!awaited.length) rest();
    },
  };

  function hire() {
    isReady = false;
    worker = new Worker(`${home}worker.js?${lesson.version}`, { type: "module" });
    worker.onerror = (event) => heard.failed({ text: event.message, fatal: !isReady });
    worker.onmessage = ({ data: { text, bytes } }) => {
      const message = placed(JSON.parse(text), bytes);
      heard[message.kind](message);
    };
    awaited.push(() => {});
    worker.postMessage(JSON.stringify({ kind: "known", diary: snn.kept().diary }));
  }

  function begin() {
    snn.keep({ runs: true });
    if (document.activeElement === start) status.focus({ preventScroll: true });
    start.hidden = true;
    answers.hidden = back.hidden = Boolean(lesson.examines);
    if (!lesson.examines) lesson.cells.forEach(openCode);
    say("Fetching Python …");
    hire();
  }

  // An endless loop cannot be interrupted: another worker takes over, and repeats what had run.
  function restart() {
    worker.terminate();
    awaited.length = 0;
    for (const cell of lesson.cells) clearTimeout(cell.waits);
    rest();
    models.clear();
    for (const cell of lesson.cells) cell.again = cell.ran && cell !== running;
    if (running) {
      running.ran = true;
      put(running, [{ error: "Stopped: it had not come to an end." }]);
    }
    running = null;
    say("Starting Python anew …");
    hire();
  }

  // --- which cell is next --------------------------------------------------------------------------

  let running = null;
  let goal = -1; // run at least to this cell

  function next() {
    if (!isReady || running) return;
    const reach = 2 * innerHeight; // what comes into view next is computed before it is there
    const due = lesson.cells.find((cell, k) => cell.again
      || (!cell.ran && (lesson.examines ? cell.isAsked : k <= goal || !cell.box || cell.box.getBoundingClientRect().top < reach)));
    if (!due) return;
    running = due;
    due.again = false;
    const code = due.what
      ? `__import__("snn_edu").verify.examine(${JSON.stringify(due.code)}, ${JSON.stringify(due.what)})`
      : `${due.brings ?? ""}${due.code}`;
    post({ kind: "run", cell: due.id, code });
  }
  const run = (cell) => {
    if (!worker) begin();
    goal = Math.max(goal, lesson.cells.indexOf(cell));
    cell.again = cell.ran;
    next();
  };
  addEventListener("scroll", () => requestAnimationFrame(next), { passive: true });

  function show(id, outputs, after) {
    const cell = lesson.cells.find((one) => one.id === id);
    cell.ran = true;
    running = null;
    if (cell.hint) cell.hint.textContent = RUNS;
    put(cell, outputs);
    if (cell.isAsked) { // what builds on an answer follows it
      cell.isAsked = false;
      for (const below of lesson.cells) below.again ||= after.includes(below.id);
    }
  }

  const RUNS = "Shift+Enter runs it";

  // --- what a cell shows ---------------------------------------------------------------------------

  function prepare(cell) {
    cell.box = document.querySelector(`.tag_cell-${cell.id}`);
    cell.first = cell.code;
    const { answers: written, edits } = snn.kept();
    cell.code = (cell.exercise ? written[cell.exercise] : edits[`${lesson.name} ${cell.id}`]) ?? cell.code;
    cell.code = cell.linked ?? cell.code;
    cell.input = cell.box?.querySelector(".cell_input"); // what installs and imports has none
    if (cell.input && (cell.exercise || lesson.examines)) field(cell, cell.input);
  }

  // The lesson's own code can be edited once it runs.
  function openCode(cell) {
    const { input: code } = cell;
    if (!code || cell.exercise) return;
    code.append(button("Edit", () => field(cell, code).focus(), "snn-edit"));
  }

  function field(cell, code) {
    const text = element("textarea", { value: cell.code, spellcheck: false, className: "snn-code" });
    text.setAttribute("aria-label", "Your code");
    text.autocapitalize = "off";
    const grow = () => { text.rows = text.value.split("\n").length + 1; };
    const save = () => {
      cell.code = text.value;
      const value = cell.code === cell.first ? undefined : cell.code;
      if (cell.exercise) snn.keepIn("answers", cell.exercise, value);
      else snn.keepIn("edits", `${lesson.name} ${cell.id}`, value);
    };
    const go = () => {
      save();
      if (!isReady) cell.hint.textContent = "It runs as soon as Python is here …";
      cell.isAsked = true;
      run(cell);
    };
    text.addEventListener("input", () => { grow(); save(); });
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (event.shiftKey || event.ctrlKey || event.metaKey) go();
      else document.execCommand("insertText", false, `\n${indent(text)}`); // can be undone
    });
    grow();
    cell.hint = element("span", { textContent: isReady || lesson.examines ? RUNS : `${RUNS}; the first time it fetches Python, ${megabytes(lesson.bytes)}` });
    const buttons = element("div", { className: "snn-buttons" },
      button(lesson.examines ? "Examine" : "Run", go, "snn-run-cell"),
      button("Start over", () => { text.value = cell.first; grow(); if (worker) go(); else save(); }),
      ...(lesson.examines ? [button("Link", () => { save(); share(cell); })] : []),
      cell.hint);
    code.replaceChildren(element("div", { className: "snn-field" }, text, buttons));
    return text;
  }

  // What a new line begins with: as much space as this one, and more after a colon.
  function indent(text) {
    const line = text.value.slice(0, text.selectionStart).split("\n").at(-1);
    return /^\s*/.exec(line)[0] + (/:\s*(#.*)?$/.test(line) ? "    " : "");
  }

  const recordedIn = (old) => [...(old?.querySelectorAll(".snn-part") ?? [])].map((part) => part.snnModel);

  // Nothing is taken out of a reader's hand: the live picture waits while its recording plays or is
  // held, and the end of a film stays as long as it is in view, or until it is to play once more.
  function isWatched(old) {
    if (!old?.querySelector(".snn-part")) return false;
    if (old.matches(":active") || old.querySelector('[data-running="true"]')) return true;
    const { top, bottom } = old.getBoundingClientRect();
    return bottom > 0 && top < innerHeight && recordedIn(old).some((one) => one?.isPlayed);
  }

  const STOPS = "summary, pre, audio"; // where the focus may be in words; for a picture see takeOver

  function put(cell, outputs) {
    if (!cell.box) {
      if (outputs.some(({ error }) => error)) console.error(outputs);
      return;
    }
    clearTimeout(cell.waits);
    const old = cell.box.querySelector(".cell_output");
    if (!cell.isAsked && isWatched(old)) {
      const film = recordedIn(old).find((one) => one?.isPlayed && !one.get("begun"));
      if (film) { // at its end: whoever wants it once more has the live one
        film.told = (content) => {
          if (!content.press || !film.isPlayed) return;
          film.isPlayed = false;
          cell.press = content;
          put(cell, outputs);
        };
      }
      cell.waits = setTimeout(() => put(cell, outputs), 250);
      return;
    }
    const said = outputs.every(({ text }) => text) ? outputs.map(({ text }) => text).join("\n") : null;
    if (old && said !== null && old.textContent.trim() === said.trim()) return; // as it was recorded
    const focused = document.activeElement;
    cell.ends?.forEach((end) => end());
    cell.ends = [];
    const fresh = element("div", { className: "cell_output docutils container" });
    if (old) {
      fresh.style.minHeight = `${old.offsetHeight}px`; // nothing jumps
      setTimeout(() => { fresh.style.minHeight = ""; }, 1000);
      old.replaceWith(fresh);
    } else {
      cell.box.append(fresh);
    }
    for (const output of outputs) fresh.append(...drawn(cell, old, output, focused));
    const at = [...(old?.querySelectorAll(STOPS) ?? [])].indexOf(focused);
    if (at < 0) return;
    fresh.tabIndex = -1; // what one stood on may not be there any more
    ([...fresh.querySelectorAll(STOPS)][at] ?? fresh).focus({ preventScroll: true });
  }

  function drawn(cell, old, { text, error, html, widget }, focused) {
    if (html) {
      const box = element("div", { innerHTML: html });
      return [box];
    }
    if (!widget) {
      const words = element("pre", { textContent: text ?? error, className: error ? "snn-error" : "" });
      words.tabIndex = 0; // it may have to be scrolled
      return [words];
    }
    const stage = element("div", { className: "snn-recorded" }); // for its colours
    const model = models.get(widget);
    const recorded = recordedIn(old);
    cell.place ??= recorded.find((one) => one?.place !== undefined)?.place;
    model.place = cell.place;
    const parts = partsOf(old);
    const at = parts.indexOf(focused);
    const moved = snn.linked(model) ?? movedIn(recorded);
    const news = ["change:chosen", "change:width"]; // after which there may be a picture
    const goOn = () => { // as it was left, once the picture is there: it may wait for an answer
      const figure = stage.querySelector(".snn-live figure");
      takeOver(stage, parts, at);
      if (!figure) return;
      news.forEach((event) => model.off(event, goOn));
      if (moved) figure.dispatchEvent(new CustomEvent("snn-set", { detail: moved }));
    };
    requestAnimationFrame(() => { // it must be on the page to find its size
      cell.ends.push(snnPanel.renderPanel({ model, el: stage }));
      news.forEach((event) => model.on(event, goOn));
      goOn();
      if (cell.press) model.send(cell.press);
      cell.press = null;
    });
    if (model.get("asked").length) remember(cell, model, recorded);
    return [stage];
  }

  // What a reader has moved of a recording, by name, or nothing.
  function movedIn(recorded) {
    const differs = (one) => ([name, value]) => JSON.stringify(value) !== JSON.stringify(one.get("start")[name]);
    const moved = recorded.flatMap((one) => Object.entries(one?.get("values") ?? {}).filter(differs(one)));
    return moved.length ? Object.fromEntries(moved) : null;
  }

  // What is chosen or typed and not committed yet goes on, and the focus is where it was.
  const partsOf = (box) => [...(box?.querySelectorAll("input, button") ?? [])];
  function takeOver(stage, parts, at) {
    const fresh = partsOf(stage);
    fresh.forEach((one, k) => {
      if (!one.matches(".snn-question input") || !parts[k]) return;
      if (one.type === "radio") one.checked ||= parts[k].checked;
      else one.value ||= parts[k].value;
    });
    if (document.activeElement === document.body) fresh[at]?.focus({ preventScroll: true });
  }

  // Answers are given once: on the page before it ran, or the last time.
  function remember(cell, model, recorded) {
    const name = `${lesson.name} ${cell.id}`;
    const given = recorded.find((one) => one?.get("chosen"))?.get("chosen") ?? [];
    const known = snn.kept().chosen[name] ?? [];
    model.get("asked").forEach((_, k) => {
      const answer = given[k] || known[k];
      if (answer) model.send({ ask: k, answer });
    });
    model.on("change:chosen", () => snn.keepIn("chosen", name, model.get("chosen")));
  }

  // --- the learner's notebook ----------------------------------------------------------------------

  async function download() {
    const notebook = await (await fetch(`${home}lessons/${lesson.name}.json`)).json();
    for (const cell of notebook.cells) {
      const mine = lesson.cells.find(({ id }) => id === cell.id);
      if (mine && mine.code !== mine.first) cell.source = mine.code;
    }
    const tries = lesson.cells.map(({ code }) => code).join("\n");
    const committed = snn.kept().diary
      .filter(({ id }) => id.startsWith(`${lesson.name.slice(3)}.`) && !tries.includes(`check("${id}"`))
      .map(({ id, said }) => [id, said]);
    if (committed.length) notebook.metadata.snn_edu = { committed };
    snn.save(`${lesson.name}.ipynb`, notebook);
  }

  // --- a page that examines: a tab for each kind, a file, a link that carries the code -------------

  function tabs() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const list = element("div", { className: "snn-buttons snn-tabs" });
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "What it is");
    const choose = (chosen) => lesson.cells.forEach((cell) => {
      cell.box.hidden = cell !== chosen;
      cell.tab.setAttribute("aria-selected", cell === chosen);
      cell.tab.tabIndex = cell === chosen ? 0 : -1;
    });
    lesson.cells.forEach((cell, k) => {
      cell.tab = button(cell.title, () => choose(cell));
      cell.tab.setAttribute("role", "tab");
      cell.tab.id = `tab-${cell.id}`;
      cell.box.setAttribute("role", "tabpanel");
      cell.box.setAttribute("aria-labelledby", cell.tab.id);
      cell.tab.addEventListener("keydown", ({ key }) => {
        const way = { ArrowRight: 1, ArrowLeft: -1 }[key];
        if (!way) return;
        const other = lesson.cells.at((k + way) % lesson.cells.length);
        choose(other);
        other.tab.focus();
      });
      list.append(cell.tab);
      if (cell.takes) cell.box.querySelector(".snn-field").before(drop(cell));
    });
    document.querySelector(".snn-unserved").replaceWith(list);
    choose(lesson.cells.find(({ id }) => id === asked.get("what")) ?? lesson.cells[0]);
  }

  function drop(cell) {
    const file = element("input", { type: "file", accept: cell.takes });
    file.setAttribute("aria-label", "A file of weights");
    file.addEventListener("change", async () => {
      const bytes = new Uint8Array(await file.files[0].arrayBuffer());
      let text = "";
      for (let k = 0; k < bytes.length; k += 32768) text += String.fromCharCode(...bytes.subarray(k, k + 32768));
      const name = `weights.${file.files[0].name.split(".").at(-1)}`;
      cell.brings = `open(${JSON.stringify(name)}, "wb").write(__import__("base64").b64decode("${btoa(text)}"))\n`;
      const field = cell.box.querySelector("textarea");
      field.value = `from snn_edu import verify\n\nverify.alive(${JSON.stringify(name)}, rates=0.1, decay=0.9)\n`;
      field.dispatchEvent(new Event("input"));
    });
    return file;
  }

  function share(cell) {
    const state = new URLSearchParams({ what: cell.id, code: cell.code });
    history.replaceState(null, "", `#${state}`);
    navigator.clipboard?.writeText(location.href);
    cell.hint.textContent = "The link is in the address bar, and copied.";
  }

  if (lesson.examines) {
    const linked = new URLSearchParams(location.hash.slice(1));
    for (const cell of lesson.cells) cell.linked = cell.id === linked.get("what") ? linked.get("code") : null;
  }
  lesson.cells.forEach(prepare);
  if (lesson.examines) {
    start.hidden = true;
    tabs();
  } else if (snn.kept().runs) {
    begin();
  }
})();
