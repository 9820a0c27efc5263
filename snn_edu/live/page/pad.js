// The page's side of pad.py: a square to draw in by mouse, finger or arrow keys.

function pad(name, spec, id, send, complain) {
  const SIZE = 210; // CSS pixels
  const STEP = 0.1; // half widths that one press of an arrow key draws
  let points = spec.presets[0].points;
  let drawing = false; // by pointer
  let typing = false; // by keys: the next press goes on from the last point
  let waiting = 0;

  const canvas = element("canvas", { className: "snn-pad-paper", tabIndex: 0 });
  const scale = Math.max(1, window.devicePixelRatio || 1);
  canvas.width = canvas.height = SIZE * scale;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", `${spec.label}: drawing pad`);
  canvas.setAttribute("aria-describedby", id);
  canvas.dataset.lmSuppressShortcuts = "true"; // JupyterLab would take the arrow keys
  const help = element("small", { id, textContent: "Draw here: mouse, finger, or arrow keys. Delete starts anew." });

  const ink = () => {
    const pen = canvas.getContext("2d");
    const at = ([x, y]) => [((x + 1) / 2) * canvas.width, ((1 - y) / 2) * canvas.height];
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 3 * scale;
    pen.lineJoin = pen.lineCap = "round";
    pen.strokeStyle = pen.fillStyle = "#000";
    pen.beginPath();
    points.forEach((point) => pen.lineTo(...at(point)));
    pen.stroke();
    for (const [end, radius] of [[points[0], 5], [points[points.length - 1], 3]]) {
      pen.beginPath(); // a disc where it begins, a smaller one at the pen
      pen.arc(...at(end), radius * scale, 0, 2 * Math.PI);
      pen.fill();
    }
  };
  const length = () => points.slice(1).reduce(
    (sum, [x, y], k) => sum + Math.hypot(x - points[k][0], y - points[k][1]), 0);
  const add = (x, y) => {
    const limit = (value) => Math.round(1000 * Math.min(1, Math.max(-1, value))) / 1000;
    points.push([limit(x), limit(y)]);
    while (points.length > spec.most) points = points.filter((_, k) => k % 2 === 0 || k === points.length - 1);
    ink();
  };
  const done = () => {
    clearTimeout(waiting);
    if (length() < 0.05) {
      complain(name, `${spec.label}: draw a longer line, please. The picture has not changed.`);
      return;
    }
    complain(name, "");
    send({ [name]: points.map((point) => [...point]) }); // a copy: what is sent once stays as it was
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(2 * (event.clientX - box.left)) / box.width - 1, 1 - (2 * (event.clientY - box.top)) / box.height];
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    canvas.focus();
    drawing = true;
    typing = false;
    points = [];
    add(...place(event));
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const [x, y] = place(event);
    const [last_x, last_y] = points[points.length - 1];
    if (Math.hypot(x - last_x, y - last_y) > 0.01) add(x, y);
  });
  const lift = () => {
    if (!drawing) return;
    drawing = false;
    done();
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  canvas.addEventListener("keydown", (event) => {
    const anew = event.key === "Delete" || event.key === "Backspace";
    if (!anew && !moves[event.key]) return;
    event.preventDefault();
    if (anew || !typing) {
      typing = true;
      points = [];
      add(0, 0);
    }
    if (anew) return;
    const [x, y] = points[points.length - 1];
    const [dx, dy] = moves[event.key];
    add(x + STEP * dx, y + STEP * dy);
    clearTimeout(waiting);
    waiting = setTimeout(done, 250); // once for several presses
  });
  canvas.addEventListener("blur", () => { typing = false; });

  const presets = spec.presets.map((preset) => {
    const button = element("button", { type: "button", textContent: preset.label });
    button.addEventListener("click", () => {
      typing = false;
      points = preset.points;
      ink();
      done();
    });
    return button;
  });
  const ready = element("div", { className: "snn-pad-ready" }, ...presets);
  ready.setAttribute("role", "group");
  ready.setAttribute("aria-label", `${spec.label}, ready-made`);
  const node = element("div", { className: "snn-pad" },
    element("span", { textContent: spec.label }), canvas, help, ready);
  const read = (value) => {
    if (drawing || typing) return;
    points = value.map((point) => [...point]);
    ink();
  };
  return { node, read };
}
