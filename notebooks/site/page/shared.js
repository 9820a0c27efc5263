// What the pages of the edition share: a model for panels, what a learner has done, and links that
// carry a picture's state. All of it stays in this browser.

window.snn = (() => {
  // --- a model as the panels know it ---------------------------------------------------------------

  class Model {
    constructor(traits) {
      this.traits = traits;
      this.listeners = [];
    }
    get(name) { return this.traits[name]; }
    set(name, value) { this.traits[name] = value; }
    on(event, listener) { this.listeners.push([event, listener]); }
    off(event, listener) {
      this.listeners = this.listeners.filter(([its, one]) => its !== event || one !== listener);
    }
    fire(event, ...said) {
      for (const [its, listener] of [...this.listeners]) if (its === event) listener(...said);
    }
    put(traits) { // as one message of the kernel: first all values, then word of each
      Object.assign(this.traits, traits);
      for (const name of Object.keys(traits)) this.fire(`change:${name}`);
    }
    share(values) { return share(this, values); }
  }

  // --- what the learner has done -------------------------------------------------------------------

  const KEY = "snn-edu";
  const EMPTY = { runs: false, answers: {}, edits: {}, chosen: {}, diary: [] };

  function kept() {
    try {
      return { ...EMPTY, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
    } catch { // storage is switched off, or holds something else
      return { ...EMPTY };
    }
  }

  function keep(changes) {
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...kept(), ...changes }));
    } catch { /* then it lasts as long as the page */ }
  }

  // Under a key of one of the tables: the learner's code by exercise, or a question's answers.
  function keepIn(table, name, value) {
    const all = { ...kept()[table] };
    if (value === undefined) delete all[name];
    else all[name] = value;
    keep({ [table]: all });
  }

  // Tries, as the kernel's diary has them; the same again is no news.
  function note(entries) {
    const { diary } = kept();
    for (const entry of entries) {
      const last = diary.findLast(({ id }) => id === entry.id);
      if (last?.status !== entry.status || last.said !== entry.said) diary.push(entry);
    }
    keep({ diary: diary.slice(-5000) });
  }

  // How many of these exercises were passed, once.
  function passed(exercises) {
    const done = new Set(kept().diary.filter(({ status }) => status === "passed").map(({ id }) => id));
    return exercises.filter((id) => done.has(id)).length;
  }

  // A notebook as a file of the learner's.
  function save(name, notebook) {
    const file = new Blob([JSON.stringify(notebook, null, 1)], { type: "application/x-ipynb+json" });
    const link = document.createElement("a");
    Object.assign(link, { href: URL.createObjectURL(file), download: name }).click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // --- links ---------------------------------------------------------------------------------------

  // #current=1.7 is the first picture that has such a control; #picture=3&current=1.7 the third of
  // the page.
  const names = (model) => model.get("controls").map(({ name }) => name);
  const pictures = []; // of the page, in order: the names of their controls

  function share(model, values) {
    const start = model.get("start");
    const moved = Object.keys(values).filter((name) => typeof values[name] !== "object"
      && values[name] !== start[name]);
    const told = new URLSearchParams(moved.map((name) => [name, values[name]]));
    const first = pictures.findIndex((its) => moved.every((name) => its.includes(name)));
    if (model.place !== undefined && (first !== model.place || !moved.length)) {
      told.set("picture", model.place + 1);
    }
    const { origin, pathname } = location;
    return `${origin === "null" ? "file://" : origin}${pathname}#${told}`;
  }

  // The values that this page's address has for a picture, or nothing.
  function linked(model) {
    if (!location.hash.includes("=")) return null;
    const told = new URLSearchParams(location.hash.slice(1));
    const asked = told.get("picture");
    told.delete("picture");
    const wanted = [...told.keys()];
    const place = asked ? Number(asked) - 1
      : pictures.findIndex((its) => wanted.every((name) => its.includes(name)));
    if (place !== model.place || !wanted.every((name) => names(model).includes(name))) return null;
    return Object.fromEntries(model.get("controls").filter(({ name }) => told.has(name))
      .map((spec) => [spec.name, value(spec, told.get(spec.name))])
      .filter(([, one]) => one !== undefined));
  }

  function value(spec, text) {
    if (spec.kind === "toggle") return text === "true";
    if (spec.kind === "choice") return spec.options.includes(text) ? text : undefined;
    const number = Number(text);
    const inside = number >= spec.positions?.[0] && number <= spec.positions.at(-1);
    return inside ? number : undefined;
  }

  // Which picture of the page a model is; called in the page's order.
  function counted(controls) {
    pictures.push(controls.map(({ name }) => name));
    return pictures.length - 1;
  }

  // On the first page: how much of each lesson is done.
  for (const span of document.querySelectorAll(".snn-done")) {
    const all = JSON.parse(span.dataset.exercises);
    const done = passed(all);
    if (done) span.textContent = `, ${done} of ${all.length} done`;
  }

  // A page that was opened opens again without a network: offline.js keeps what has been fetched,
  // and from now on fetches.
  if (location.protocol.startsWith("http")) {
    const root = document.documentElement.dataset.content_root ?? "./";
    navigator.serviceWorker?.register(`${root}offline.js`).then(async () => {
      const { active } = await navigator.serviceWorker.ready;
      const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
      active.postMessage([location.href, ...fetched]);
    }).catch(() => {}); // storage is switched off
  }

  return { Model, kept, keep, keepIn, note, passed, save, linked, counted };
})();
