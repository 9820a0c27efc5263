// The page's side of live.py: native controls (so that keyboard and screen reader work as
// everywhere), one <img> that is kept, and one status line that is kept.

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function words(value) {
  return String(Number(value.toPrecision(6)));
}

// Each control is { node, read(value) }: its element, and how it takes over the model's value.

function slider(name, spec, id, send, complain) {
  const last = spec.positions.length - 1;
  const low = spec.positions[0];
  const high = spec.positions[last];
  const range = element("input", { type: "range", id, min: 0, max: last, step: 1 });
  const box = element("input", { type: "number", step: "any", min: low, max: high });
  box.setAttribute("aria-label", `${spec.label}, number`);
  const label = element("label", { htmlFor: id, textContent: spec.label });

  const nearest = (value) => {
    let best = 0;
    spec.positions.forEach((position, k) => {
      if (Math.abs(position - value) < Math.abs(spec.positions[best] - value)) best = k;
    });
    return best;
  };
  const place = (value) => {
    range.value = nearest(value);
    range.setAttribute("aria-valuetext", `${words(value)} ${spec.unit}`.trim());
  };
  const accept = () => {
    box.removeAttribute("aria-invalid");
    complain(name, "");
  };
  range.addEventListener("input", () => {
    const value = spec.positions[range.valueAsNumber];
    place(value);
    box.value = words(value);
    accept();
    send(name, value);
  });
  const take = () => {
    const value = box.valueAsNumber;
    if (!(value >= low && value <= high) || (spec.whole && !Number.isInteger(value))) {
      box.setAttribute("aria-invalid", "true");
      const kind = spec.whole ? "a whole number" : "a number";
      complain(name, `${spec.label}: ${kind} from ${words(low)} to ${words(high)}, please. The picture has not changed.`);
      return;
    }
    accept();
    place(value);
    send(name, value);
  };
  box.addEventListener("change", take);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take(); // JupyterLab keeps Enter from committing the number
  });
  const read = (value) => {
    place(value);
    if (document.activeElement !== box || box.valueAsNumber !== value) box.value = words(value);
    accept();
  };
  return { node: element("div", { className: "snn-slider" }, label, range, box), read };
}

function choice(name, spec, id, send) {
  const buttons = spec.options.map((option) => element("input", { type: "radio", name: id, value: option }));
  const labels = buttons.map((button) => element("label", {}, button, button.value));
  buttons.forEach((button) => button.addEventListener("change", () => send(name, button.value)));
  const node = element("fieldset", { className: "snn-choice" },
    element("legend", { textContent: spec.label }), ...labels);
  const read = (value) => buttons.forEach((button) => { button.checked = button.value === value; });
  return { node, read };
}

function toggle(name, spec, id, send) {
  const box = element("input", { type: "checkbox", id });
  box.addEventListener("change", () => send(name, box.checked));
  const node = element("div", { className: "snn-toggle" }, box,
    element("label", { htmlFor: id, textContent: spec.label }));
  return { node, read: (value) => { box.checked = value; } };
}

const makers = { slider, choice, toggle };

function render({ model, el }) {
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
  const figure = element("figure", {}, image, stale, caption);
  const problem = element("p", { className: "snn-problem" });
  problem.setAttribute("role", "status");
  const spoken = element("p", { className: "snn-spoken" });
  spoken.setAttribute("role", "status");
  const rows = element("div", { className: "snn-controls" });

  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      model.send("rest");
      spoken.textContent = model.get("text"); // read out once, not at every step
    }, 300);
  };
  const send = (name, value) => {
    model.set("values", { ...model.get("values"), [name]: value });
    model.save_changes();
    rest();
  };
  const complain = (name, message) => {
    complaints.set(name, message);
    showProblem();
  };
  const showProblem = () => {
    const lines = [model.get("problem"), ...complaints.values()].filter(Boolean);
    problem.textContent = lines.join(" ");
    problem.hidden = lines.length === 0;
    stale.hidden = !model.get("problem");
    figure.classList.toggle("snn-is-stale", Boolean(model.get("problem")));
  };

  const controls = model.get("controls").map((spec, k) => {
    const control = makers[spec.kind](spec.name, spec, `${view}-${k}`, send, complain);
    rows.append(control.node);
    return [spec.name, control];
  });
  const readValues = () => {
    const values = model.get("values");
    controls.forEach(([name, control]) => control.read(values[name]));
  };

  const buttons = element("div", { className: "snn-buttons" });
  const run = element("button", { type: "button", textContent: model.get("button") });
  run.addEventListener("click", () => {
    model.set("running", !model.get("running"));
    model.save_changes();
  });
  const reset = element("button", { type: "button", textContent: "Reset" });
  reset.addEventListener("click", () => {
    model.set("values", { ...model.get("start") });
    model.save_changes();
    readValues();
    model.send("reset");
    rest();
  });
  if (model.get("button")) buttons.append(run);
  if (controls.length || model.get("button")) buttons.append(reset);

  let shown = "";
  let latest = null;
  const showPicture = () => {
    const next = new Image();
    latest = next;
    next.onload = () => {
      if (next === latest) { // loaded beforehand: the page never stands without a picture
        if (shown) URL.revokeObjectURL(shown);
        shown = image.src = next.src;
        // A slow kernel's picture may come after it was asked for the crisp one: ask again.
        if (next.naturalWidth < 2 * model.get("width") && !model.get("running")) rest();
      } else {
        URL.revokeObjectURL(next.src);
      }
    };
    next.src = URL.createObjectURL(new Blob([model.get("picture")], { type: "image/png" }));
  };
  const showText = () => {
    image.alt = model.get("text");
    caption.textContent = model.get("text");
  };
  const showRunning = () => {
    const running = model.get("running");
    run.setAttribute("aria-pressed", String(running));
    if (!running) spoken.textContent = run.isConnected ? model.get("text") : "";
  };

  const listeners = [
    ["change:picture", showPicture],
    ["change:text", showText],
    ["change:problem", showProblem],
    ["change:values", readValues],
    ["change:running", showRunning],
  ];
  listeners.forEach(([event, listener]) => {
    model.on(event, listener);
    listener();
  });
  el.classList.add("snn-live");
  el.append(figure, problem, spoken, rows, buttons);
  for (const part of el.querySelectorAll("input, button")) {
    part.dataset.lmSuppressShortcuts = "true"; // JupyterLab would take arrow keys and Enter
  }
  return () => {
    clearTimeout(resting);
    listeners.forEach(([event, listener]) => model.off(event, listener));
    latest = null;
    URL.revokeObjectURL(shown);
  };
}

export default { render };
