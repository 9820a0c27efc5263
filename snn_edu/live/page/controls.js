// Native controls, so that keyboard and screen reader work as everywhere. Each is
// { node, read(value) }: its element, and how it takes over the model's value.

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// A symbol's index stands as in the text: of R_m in words, not in code, in HTML or as `written`.
const INDEX = /<(code|pre)\b.*?<\/\1>|<[^>]*>|(?<![\p{L}\d_.])(\p{L})_([\p{L}\d∞]+)(?![\p{L}\d_([=])/gsu;
const indexed = (html) => html.replace(INDEX, (all, _, letter, index) => (letter ? `${letter}<sub>${index}</sub>` : all));
const written = (text) => indexed(element("span", { textContent: text }).innerHTML);

function words(value) {
  return String(Number(value.toPrecision(6)));
}

function nearest(positions, value) {
  let best = 0;
  positions.forEach((position, k) => {
    if (Math.abs(position - value) < Math.abs(positions[best] - value)) best = k;
  });
  return best;
}

function slider(name, spec, id, send, complain) {
  const last = spec.positions.length - 1;
  const low = spec.positions[0];
  const high = spec.positions[last];
  const range = element("input", { type: "range", id, min: 0, max: last, step: 1 });
  const box = element("input", { type: "number", step: "any", min: low, max: high });
  box.setAttribute("aria-label", `${spec.label}, number`);
  const letters = Math.max(...spec.positions.map((position) => words(position).length));
  if (letters > 7) box.style.width = `${(4.8 + 0.65 * (letters - 7)).toFixed(2)}em`; // as 0.0000106
  const label = element("label", { htmlFor: id, innerHTML: written(spec.label) });

  const place = (value) => {
    range.value = nearest(spec.positions, value);
    range.setAttribute("aria-valuetext", `${words(value)} ${spec.unit}`.trim());
  };
  const accept = () => {
    box.removeAttribute("aria-invalid");
    complain(name, "");
  };
  const moveTo = (position) => {
    const value = spec.positions[position];
    place(value);
    box.value = words(value);
    accept();
    send({ [name]: value });
  };
  range.addEventListener("input", () => moveTo(range.valueAsNumber));
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
    send({ [name]: value });
  };
  box.addEventListener("change", take);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take(); // JupyterLab keeps Enter from committing the number
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step) return;
    stop();
    event.preventDefault(); // the browser's own step is 1, whatever the slider's
    const typed = Number.isNaN(box.valueAsNumber) ? spec.positions[range.value] : box.valueAsNumber;
    moveTo(Math.min(last, Math.max(0, nearest(spec.positions, typed) + step)));
  });
  const read = (value) => {
    place(value);
    if (document.activeElement !== box || box.valueAsNumber !== value) box.value = words(value);
    accept();
  };
  const play = spec.clock ? clock(spec, range, moveTo) : null;
  const stop = () => play?.stop();
  range.addEventListener("pointerdown", stop);
  for (const part of [range, box]) part.addEventListener("input", stop);
  const node = element("div", { className: "snn-slider" }, label, range, box, ...(play ? [play.button] : []));
  return { node, read, stop, alone: spec.alone ? play.button : null };
}

// A Play button: it moves a slider to its end in so many seconds (true: 4 to 10), from the start if
// it is there. Whoever else moves the slider stops it.
function clock({ label, clock: seconds }, range, moveTo) {
  const button = element("button", { type: "button", className: "snn-play" });
  let timer = 0;
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    button.dataset.running = "false";
    button.textContent = "▶ Play";
    button.setAttribute("aria-label", `Play: ${label}`);
  };
  stop();
  button.addEventListener("click", () => {
    if (timer) {
      stop();
      return;
    }
    const last = Number(range.max);
    const from = range.valueAsNumber < last ? range.valueAsNumber : 0;
    const begin = performance.now();
    const whole = 1000 * (seconds === true ? Math.min(10, Math.max(4, last / 20)) : seconds);
    button.dataset.running = "true";
    button.textContent = "Pause";
    button.setAttribute("aria-label", `Pause: ${label}`);
    moveTo(from);
    timer = setInterval(() => {
      const now = Math.floor(from + (last * (performance.now() - begin)) / whole);
      if (now > range.valueAsNumber) moveTo(Math.min(last, now));
      if (now >= last || !button.isConnected) stop();
    }, 33);
  });
  return { button, stop };
}

function choice(name, spec, id, send) {
  const buttons = spec.options.map((option) => element("input", { type: "radio", name: id, value: option }));
  const labels = buttons.map((button) => element("label", {}, button, button.value));
  buttons.forEach((button) => button.addEventListener("change", () => send({ [name]: button.value })));
  const node = element("fieldset", { className: "snn-choice" },
    element("legend", { innerHTML: written(spec.label) }), ...labels);
  const read = (value) => buttons.forEach((button) => { button.checked = button.value === value; });
  return { node, read };
}

function toggle(name, spec, id, send) {
  const box = element("input", { type: "checkbox", id });
  box.addEventListener("change", () => send({ [name]: box.checked }));
  const node = element("div", { className: "snn-toggle" }, box,
    element("label", { htmlFor: id, innerHTML: written(spec.label) }));
  return { node, read: (value) => { box.checked = value; } };
}

const makers = { slider, choice, toggle, pad }; // pad is in pad.js
