// The page's side of live.py: one picture that is kept, its words, and the controls.

const PATIENCE = 1400; // ms without an answer until the kernel is asked whether it is there
const LAST_WORD = 450; // ms more until the page says that it is not
const WAITS = "Waiting for another cell to end.";
const AWAY = "The kernel is away. Run all cells above (in JupyterLab: Run > Run All Above Selected Cell), then this one.";

function renderPicture({ model, el }) {
  const view = `snn-live-${Math.random().toString(36).slice(2)}`; // labels point to ids
  let resting = 0;
  const complaints = new Map();

  const image = element("img", {
    width: model.get("width"),
    height: model.get("height"),
    decoding: "sync",
  });
  const caption = element("figcaption", {});
  const stale = element("p", { className: "snn-stale", textContent: "The picture is of the last values that worked." });
  const problem = element("p", { className: "snn-problem" });
  problem.setAttribute("role", "status");
  const spoken = element("p", { className: "snn-spoken" });
  spoken.setAttribute("role", "status");
  const canvas = element("canvas", { hidden: true }); // over the image while something moves
  canvas.setAttribute("aria-hidden", "true");
  const picture = element("div", { className: `snn-picture${model.get("light") ? " snn-light" : ""}` }, image, canvas);
  const notices = element("div", { className: "snn-notices" }, stale, problem);
  const rows = element("div", { className: "snn-controls" });
  const buttons = element("div", { className: "snn-buttons" });
  const tries = element("div", { className: "snn-tries" });
  const stage = element("figure", {}, caption, buttons, element("div", { className: "snn-scrolled" }, picture), rows, tries, spoken);
  picture.append(notices);

  const complain = (name, message) => {
    complaints.set(name, message);
    showProblem();
  };

  // --- what is sent, and whether an answer comes -------------------------------------------------

  const silence = listenForSilence(model, (message) => complain(" kernel", message));
  const save = (...asked) => {
    const now = ["at", ...asked].map((what) => [what, Date.now()]);
    model.set("request", { ...model.get("request"), ...Object.fromEntries(now) });
    silence.tell(() => model.save_changes());
  };
  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      resting = 0;
      save("rest");
      spoken.textContent = model.get("text"); // read out once, not at every step
    }, 300);
  };
  const speakLate = () => { // a slow kernel's words come after the wrong ones were read out
    if (spoken.textContent && !resting && !model.get("running")) spoken.textContent = model.get("text");
  };
  const send = (moved, ...asked) => {
    model.set("values", { ...model.get("values"), ...moved });
    save(...asked);
    rest();
  };
  const showProblem = () => {
    const lines = [model.get("problem"), ...complaints.values()].filter(Boolean);
    problem.textContent = lines.join(" ");
    problem.hidden = lines.length === 0;
    stale.hidden = !model.get("problem");
    picture.classList.toggle("snn-is-stale", lines.includes(AWAY) || !stale.hidden);
  };

  // --- controls, buttons, handles ----------------------------------------------------------------

  const rare = element("div", { className: "snn-rare" });
  const controls = model.get("controls").map((spec, k) => {
    const control = makers[spec.kind](spec.name, spec, `${view}-${k}`, send, complain);
    (spec.rare ? rare : rows).append(control.node);
    return [spec.name, control];
  });
  if (rare.children.length) {
    rows.append(element("details", {}, element("summary", { textContent: "More" }), rare));
  }
  const readValues = () => {
    const values = model.get("values");
    controls.forEach(([name, control]) => control.read(values[name]));
  };
  const sendOnce = (moved, ...asked) => { // by other means than a clock, which would move it on
    controls.forEach(([name, { stop }]) => { if (name in moved) stop?.(); });
    send(moved, ...asked);
  };
  const pressed = (values, ...asked) => {
    sendOnce(values, ...asked);
    readValues();
  };
  const run = element("button", { type: "button", className: "snn-run" });
  run.addEventListener("click", () => {
    const at = Date.now(); // goes with the press, which overtakes a trait that waits
    model.set("request", { ...model.get("request"), at });
    // the kernel counts: an odd number of presses leaves it running
    silence.tell(() => model.send({ press: at }));
  });
  const reset = element("button", { type: "button", textContent: "Reset" });
  reset.addEventListener("click", () => pressed(model.get("start"), "reset"));
  if (model.get("button")) buttons.append(run);
  if (controls.length || model.get("button")) buttons.append(reset);
  const sound = soundOf(model);
  if (model.get("button")) buttons.append(sound.button);
  stage.addEventListener("snn-set", ({ detail }) => pressed(detail)); // by the page's address
  if (model.share && controls.length) { // a page with an address of its own
    const copy = element("button", { type: "button", textContent: "Copy link" });
    copy.title = "The address of this page with the controls as they are now";
    copy.addEventListener("click", async () => {
      const address = model.share(model.get("values"));
      try {
        await navigator.clipboard.writeText(address);
        copy.textContent = "Copied";
      } catch { // not allowed: the address line has it
        history.replaceState(null, "", address);
        copy.textContent = "In the address line";
      }
      setTimeout(() => { copy.textContent = "Copy link"; }, 2000);
    });
    buttons.append(copy);
  }
  for (const { label, values } of model.get("tries")) {
    const button = element("button", { type: "button", textContent: label });
    button.addEventListener("click", () => pressed(values));
    tries.append(button);
  }
  if (tries.children.length) tries.prepend(element("span", { textContent: "Try:" }));
  const handles = grips(model, sendOnce);
  picture.append(...handles.nodes);
  const nudge = new IntersectionObserver(([{ isIntersecting }]) => { // once it is looked at
    if (!isIntersecting) return;
    picture.classList.add("snn-ungrabbed");
    nudge.disconnect();
  }, { threshold: 0.9 });
  if (handles.nodes.length) nudge.observe(picture);

  // A clock that plays by itself once; not where less motion is asked for, or something was moved.
  const own = model.get("seen") && !model.get("fresh") ? null : controls.map(([, { alone }]) => alone).find(Boolean);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const begin = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    begin.disconnect();
    const { values, start } = { values: model.get("values"), start: model.get("start") };
    if (!still.matches && Object.keys(start).every((name) => values[name] === start[name])) own.click();
  }, { threshold: 0.8 });
  if (own) begin.observe(picture);

  // --- what the kernel sends ---------------------------------------------------------------------

  const showText = () => {
    image.alt = model.get("text");
    caption.innerHTML = written(model.get("text"));
  };
  let shownWidth = 0; // known without asking for a layout at each step
  const showHandles = () => {
    if (shownWidth) handles.show(shownWidth / model.get("width"));
  };
  let shown = "";
  let latest = null;
  const showPicture = () => {
    if (typeof model.get("picture") === "string") { // a recording's file: fetched once it is near
      latest = image;
      Object.assign(image, { loading: "lazy", src: model.get("picture") });
      showHandles();
      return;
    }
    const next = new Image();
    latest = next;
    next.onload = () => {
      if (next === latest) { // loaded beforehand: the page never stands without a picture
        if (shown) URL.revokeObjectURL(shown);
        else picture.prepend(image); // of a cell that isn't looked at Chromium forgets the first one
        shown = image.src = next.src;
        canvas.hidden = true;
        showHandles();
        picture.dispatchEvent(new Event("drawn"));
        // A slow kernel's picture may come after it was asked for the crisp one: ask again.
        if (next.naturalWidth < 2 * model.get("width") && !model.get("running")) rest();
      } else {
        URL.revokeObjectURL(next.src);
      }
    };
    next.src = URL.createObjectURL(new Blob([model.get("picture")], { type: "image/png" }));
  };
  const paintStep = painter(model, canvas);
  const watch = new ResizeObserver(([entry]) => {
    shownWidth = entry.contentRect.width;
    showHandles();
  });
  watch.observe(picture);
  const showStep = () => {
    if (!model.get("step").units) {
      if (!latest) showPicture(); // over which a step was drawn: a picture is not sent twice
      return;
    }
    if (!shownWidth) { // not on the page yet: opened while something moved
      rest();
      return;
    }
    latest = null; // a picture that is still being loaded is older
    showText();
    canvas.hidden = false;
    const apart = picture.parentElement.classList.contains("snn-is-cut"); // its pieces are enlarged
    paintStep(apart ? Math.max(shownWidth, model.get("width")) : shownWidth);
    showHandles();
    picture.dispatchEvent(new Event("drawn"));
  };
  const showRunning = () => {
    const running = model.get("running");
    run.textContent = running ? "Pause" : model.get("begun") ? "Go on" : model.get("button");
    run.dataset.running = String(running);
    if (!running) spoken.textContent = run.isConnected ? model.get("text") : "";
  };

  let telling = 0;
  const tellDrawn = () => { // or a slow page is buried under frames, and its Pause comes last
    if (telling || !model.get("running")) return;
    telling = requestAnimationFrame(() => {
      telling = 0;
      model.set("drawn", model.get("answers"));
      model.save_changes();
    });
  };

  const listeners = [
    ["change:picture", showPicture],
    ["change:step", showStep],
    ["change:text", showText],
    ["change:text", speakLate],
    ["change:problem", showProblem],
    ["change:values", readValues],
    ["change:running", showRunning],
    ["change:begun", showRunning],
    ["change:answers", silence.heard],
    ["change:answers", tellDrawn],
    ["change:clicks", sound.hear],
  ];
  listeners.forEach(([event, listener]) => {
    model.on(event, listener);
    if (![silence.heard, sound.hear].includes(listener)) listener();
  });
  el.classList.add("snn-live");
  el.append(stage);
  for (const part of el.querySelectorAll("input, button, summary")) {
    part.dataset.lmSuppressShortcuts = "true"; // JupyterLab would take arrow keys and Enter
  }
  const endStacking = stack(model, picture, image, canvas, notices);
  let endFitting = null;
  const attached = requestAnimationFrame(() => {
    endFitting = keepFitting(model, stage, { caption, controls: rows, tries }, () => {
      if (model.below) followQuestion(el, model.below);
      if (model.get("seen")) return; // the page was opened again
      if (!model.below) comeIntoView(el);
      model.set("seen", true);
      model.save_changes();
    });
  });
  return () => {
    clearTimeout(resting);
    cancelAnimationFrame(attached);
    cancelAnimationFrame(telling);
    watch.disconnect();
    nudge.disconnect();
    begin.disconnect();
    endFitting?.();
    endStacking();
    silence.end();
    sound.end();
    listeners.forEach(([event, listener]) => model.off(event, listener));
    latest = null;
    URL.revokeObjectURL(shown);
  };
}

const busy = (model) => model.widget_manager?.kernel?.status === "busy";

// Says so when nothing has come back for two seconds, and takes it back when something does.
function listenForSilence(model, say) {
  let waiting = 0;
  let silent = false;
  let there = false; // it answers, though it draws nothing
  let anew = false; // its messages were taken up anew

  const judge = () => {
    silent = true;
    waiting = 0;
    say(there || busy(model) ? WAITS : AWAY);
    if (there || busy(model)) expect();
  };
  const ask = () => {
    there = false;
    waiting = setTimeout(judge, LAST_WORD);
    if (!anew) { // once: it may be the page that does not listen
      anew = true;
      reconnect(model).catch(() => {});
    }
    tell(() => model.send("there?"));
  };
  const expect = () => {
    waiting ||= setTimeout(ask, PATIENCE);
  };
  const tell = (message) => {
    expect();
    try {
      message();
    } catch { // the kernel was started anew: nobody listens
      clearTimeout(waiting);
      judge();
    }
  };
  const heard = () => {
    clearTimeout(waiting);
    waiting = 0;
    if (silent) say("");
    silent = false;
    const isLate = model.get("answered_at") < model.get("request").at; // more was asked since
    if (isLate || model.get("running")) expect(); // the next answer, the next frame
  };
  const here = (content) => { if (content === "here") there = true; };
  model.on("msg:custom", here);
  const end = () => {
    clearTimeout(waiting);
    model.off("msg:custom", here);
  };
  return { tell, heard, end };
}
