// Shows recorded pictures and questions by the project's own page code, without a kernel.
//
// Each of snnPanel's panels is given a model that answers from what was
// recorded (see record.py) as the kernel would. What is recorded of a part is loaded when it is
// touched for the first time.

(() => {
  const arrivals = new Map();
  window.snnFrames = (key, packed) => arrivals.get(key)?.(packed); // what a file of frames calls

  const { snn, snnPanel } = window;
  const { element, nearest } = snnPanel;

  class Recording extends snn.Model {
    constructor(traits, { saved = () => {}, told = () => {} }) {
      super(traits);
      this.saved = saved;
      this.told = told;
    }
    save_changes() { this.saved(); }
    send(content) { this.told(content); }
  }

  // --- frames -------------------------------------------------------------------------------------

  const root = document.documentElement.dataset.content_root ?? "./";

  // A script and not a request: pages opened from a folder may not make requests.
  function load(key) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}frames/${key}.js`;
      script.onerror = () => reject(new Error(`no frames in ${script.src}`));
      arrivals.set(key, (packed) => {
        script.remove();
        resolve(unpacked(packed));
      });
      document.head.append(script);
    });
  }

  async function unpacked(text) {
    const zipped = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"));
    const buffer = await new Response(stream).arrayBuffer();
    const length = new DataView(buffer).getUint32(0, true);
    const bytes = 4 + length;
    const placed = (_, value) => (value?.bytes
      ? new DataView(buffer, bytes + value.bytes[0], value.bytes[1]) : value);
    return JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)), placed);
  }

  // What the kernel would send for a frame.
  function sent(frame, answers) {
    const { text, places, problem, step, picture, clicks } = frame;
    const shown = step ? { step: { ...step, number: answers } } : { step: {}, picture };
    const heard = clicks ? { clicks: { ...clicks, number: answers } } : {};
    return { places, text, problem, ...shown, ...heard, answers };
  }

  // --- which frame --------------------------------------------------------------------------------

  // Positions of a control: a slider's numbers, words, false and true, or ready-made drawings.
  function ladder(spec) {
    if (spec.kind === "slider") return spec.positions;
    if (spec.kind === "choice") return spec.options;
    if (spec.kind === "toggle") return [false, true];
    return spec.presets.map(({ points }) => points);
  }

  function place(spec, value) {
    const positions = ladder(spec);
    if (spec.kind === "slider") return nearest(positions, value);
    const text = JSON.stringify(value);
    return positions.findIndex((position) => JSON.stringify(position) === text); // -1: drawn by hand
  }

  // Of positions with equal steps three numbers were kept.
  function spread(spec) {
    const { low, step, last } = spec.positions ?? {};
    if (last) spec.positions = Array.from({ length: last + 1 }, (_, k) => Number((low + k * step).toFixed(10)));
  }

  const isPhone = window.matchMedia("(max-width: 480px)").matches;

  // --- a picture ----------------------------------------------------------------------------------

  const list = (words) => (words.length < 2 ? words.join("")
    : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`);

  function picture(box, page) {
    if (isPhone) Object.assign(page, page.phone); // laid out anew, narrower
    const { controls, fps } = page;
    controls.forEach(spread);
    const note = box.querySelector(".snn-note");
    const still = box.querySelector("img");
    // What is stored shows the end of a story; here it begins at its beginning.
    const begins = page.button || page.rewound ? page.begins : {};
    const start = page.rewound ? begins.values : page.start;
    let recording = null; // null: not asked for yet
    let answers = 0;

    const say = (words) => {
      note.firstElementChild.textContent = words;
      note.hidden = !words;
    };
    const wanted = () => {
      recording ??= load(page.frames).then((loaded) => {
        Object.assign(model.traits, { scene: loaded.scene, letters: loaded.letters });
        return loaded;
      });
      recording.catch(() => say("The recording of this picture did not load."));
      return recording;
    };
    const answer = () => model.put({ answers: ++answers });
    const show = (frame) => model.put(sent(frame, ++answers));

    // A picture under controls: the recorded state that has what was just moved, and as much as
    // possible of the rest.
    const recorded = (states, positions, changed) => {
      const worth = (state) => state.reduce((sum, at, c) => sum
        + (at !== positions[c] ? 0 : changed.includes(c) ? controls.length : 1), 0);
      return states.reduce((best, state, k) => (worth(state) > worth(states[best]) ? k : best), 0);
    };
    let last = start;
    let about = ""; // which controls were moved when the note was written
    const follow = ({ states, frames }) => {
      const values = model.get("values");
      const differs = ({ name }) => JSON.stringify(values[name]) !== JSON.stringify(last[name]);
      const changed = controls.map((_, c) => c).filter((c) => differs(controls[c]));
      if (!changed.length) return;
      const positions = controls.map((spec) => place(spec, values[spec.name]));
      const k = recorded(states, positions, changed);
      const back = controls.filter((_, c) => states[k][c] !== positions[c]);
      if (positions.includes(-1)) {
        say("Your own drawing needs a kernel; here are the ready-made ones.");
      } else if (back.length) {
        say(`Recorded is one control at a time: ${list(back.map(({ label }) => label))} went back.`);
        about = changed.join();
      } else if (changed.join() !== about) {
        say("");
      }
      last = Object.fromEntries(controls.map((spec, c) => [spec.name, ladder(spec)[states[k][c]]]));
      show(frames[k]);
      model.put({ values: last });
    };

    // An animation: its film, at the speed that it has in the lesson.
    let next = 0;
    let timer = 0;
    let resetAt; // the last time, if ever
    const halt = (begun) => {
      clearInterval(timer);
      timer = 0;
      model.put({ running: false, begun, answers: ++answers });
    };
    const press = ({ frames }) => {
      if (timer) {
        halt(true);
        return;
      }
      model.isPlayed = true;
      model.put({ running: true, begun: true, answers: ++answers });
      timer = setInterval(() => {
        if (next < frames.length && box.isConnected) show(frames[next++]);
        else {
          next = 0;
          halt(false);
        }
      }, 1000 / fps);
    };
    const rewind = ({ frames }) => {
      next = 0;
      model.isPlayed = false; // and stands as one that nobody has touched
      halt(false);
      show(frames[0]);
    };

    const model = new Recording({
      ...page, places: page.places.map((its) => its && { ...page.places[0], ...its }),
      asked: [], picture: page.still ?? still.src, step: {}, problem: "", text: still.alt,
      running: false, begun: false, answers: 0, answered_at: Infinity, seen: true, fresh: true,
      request: {}, ...begins, start, values: start,
    }, {
      saved: () => {
        answer(); // it is here, though the frames may not be yet
        const { reset } = model.get("request");
        const anew = page.button && reset !== resetAt;
        resetAt = reset;
        wanted().then(anew ? rewind : follow);
      },
      told: (content) => {
        answer();
        if (content.press) wanted().then(press);
      },
    });
    if (controls.length) model.place = snn.counted(controls);
    box.snnModel = model;
    const stage = element("div");
    snnPanel.renderPanel({ model, el: stage });
    box.replaceChildren(stage, note);
    const follows = () => { // the page's address, once all pictures are counted
      const moved = controls.length && snn.linked(model);
      if (!moved) return;
      stage.querySelector("figure").dispatchEvent(new CustomEvent("snn-set", { detail: moved }));
      box.scrollIntoView({ block: "center" });
    };
    setTimeout(follows);
    if (page.fixed?.length) say(`Recorded with ${list(page.fixed)}.`);
    touched(box, wanted);
  }

  function touched(box, wanted) {
    for (const event of ["pointerenter", "focusin"]) box.addEventListener(event, wanted, { once: true });
  }

  // --- questions ----------------------------------------------------------------------------------

  function questions(box, page, committed) {
    let words = null;
    const wanted = () => {
      const silence = { none: "What there is to say to an answer did not load." };
      words ??= page.notebook ? Promise.resolve(page.told) : load(page.told).catch(() => page.asked.map(() => ({ ...silence, choices: {} })));
      return words;
    };
    const model = new Recording(page, {
      told: async ({ ask, answer, reveal }) => {
        const told = (await wanted())[ask];
        const chosen = [...model.get("chosen")];
        const heard = reveal ? said(told, chosen[ask])[page.wait ? 1 : 0] : said(told, answer)[0];
        if (!reveal && heard !== told.none) {
          chosen[ask] = answer;
          committed();
        }
        model.put({ chosen, said: model.get("said").map((one, k) => (k === ask ? heard : one)) });
      },
    });
    if (page.notebook) {
      model.traits.chosen = snn.kept().chosen[page.name] ?? page.chosen;
      model.traits.said = model.get("chosen").map((letter, k) => page.told[k].choices[letter]?.[0] ?? "");
      model.on("change:chosen", () => snn.keepIn("chosen", page.name, model.get("chosen")));
    }
    box.snnModel = model;
    const stage = element("div");
    box.replaceChildren(stage);
    snnPanel.renderPanel({ model, el: stage });
    if (page.notebook) stage.append(handIn(page, model));
    else touched(box, wanted);
  }

  // A test before or after a part leaves the page as the notebook that a class would have been given,
  // with its answers in the code and printed below it.
  function handIn({ name, notebook, lines }, model) {
    const text = "Download my answers";
    const button = element("button", { type: "button", className: "snn-hand-in", textContent: text });
    button.addEventListener("click", () => {
      const chosen = model.get("chosen");
      const said = chosen.flatMap((letter, k) => (letter ? [lines[k][letter]] : []));
      const printed = [`${said.length} of ${chosen.length} questions answered`, ...said].join("\n");
      const cells = notebook.cells.filter((cell) => cell.cell_type === "code");
      const [asks, prints] = cells.slice(-2);
      const letters = chosen.map((letter) => letter || "-").join("");
      asks.source = asks.source.replace(/inventory\((\d, "\w+").*\)/, `inventory($1, "${letters}")`);
      prints.outputs = [{ output_type: "stream", name: "stdout", text: `${printed}\n` }];
      snn.save(`${name}.ipynb`, notebook);
    });
    return button;
  }

  // What is said at once, and what when it is asked for.
  function said({ none, choices, numbers, unit, else: other }, answer) {
    if (choices) return choices[answer] ?? [none, none];
    const typed = answer.trim();
    const bare = unit && typed.endsWith(unit) ? typed.slice(0, -unit.length) : typed;
    const number = bare.trim() ? Number(bare.replace(",", ".")) : NaN;
    if (Number.isNaN(number)) return [none, none];
    const near = numbers.find(([value, within]) => Math.abs(number - value) <= within);
    const spoken = `${Number(number.toPrecision(6))} ${unit}`.trim();
    return (near ? near.slice(2) : other).map((text) => text.replace("{said}", () => spoken));
  }

  // --- a page -------------------------------------------------------------------------------------

  for (const cell of document.querySelectorAll(".snn-recorded")) {
    const parts = JSON.parse(cell.querySelector("script").textContent);
    const boxes = [...cell.querySelectorAll(":scope > .snn-part")];
    let reveal = () => {};
    parts.forEach((page, k) => {
      const box = boxes[k];
      if (page.kind === "questions") {
        questions(box, page, () => reveal());
        return;
      }
      picture(box, page);
      if (k) { // under a question, it waits for the answer
        box.hidden = true;
        reveal = () => {
          box.snnModel.below = boxes[k - 1];
          box.hidden = false;
        };
      }
    });
  }
  document.documentElement.dataset.snnReady = "";
})();
