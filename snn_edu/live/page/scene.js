// Draws a scene (see scene.py) on a canvas: paths, markers, letters and images, in order.

const MOVE = 1, LINE = 2, CURVE3 = 3, CURVE4 = 4, CLOSE = 79; // matplotlib's path codes

// Bytes of a message as numbers; a copy, since floats must begin at a multiple of four.
function numbers(Type, view) {
  return new Type(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

// Reads points and codes one after the other, as operations use them up.
function reader(message) {
  const points = numbers(Float32Array, message.points);
  const codes = numbers(Uint8Array, message.codes);
  let p = 0;
  let c = 0;
  const next = () => points[p++];
  const path = (count) => {
    const made = new Path2D();
    const end = c + count;
    while (c < end) {
      const code = codes[c];
      if (code === MOVE) made.moveTo(next(), next());
      else if (code === LINE) made.lineTo(next(), next());
      else if (code === CURVE3) made.quadraticCurveTo(next(), next(), next(), next());
      else if (code === CURVE4) made.bezierCurveTo(next(), next(), next(), next(), next(), next());
      else {
        made.closePath();
        p += 2;
      }
      c += code === CURVE3 ? 2 : code === CURVE4 ? 3 : 1;
    }
    return made;
  };
  const places = (count) => Array.from({ length: count }, () => [next(), next()]);
  const pixels = (count) => {
    c += count;
    return new Uint8ClampedArray(codes.slice(c - count, c));
  };
  return { path, places, pixels };
}

// Each unit of a message, by number, as a list of functions that draw.
function unitsOf(message, letters) {
  const { path, places, pixels } = reader(message);
  const makers = {
    p: (style, count) => {
      const shape = path(count);
      return (context) => paint(context, shape, style);
    },
    m: (style, count, times) => {
      const shape = path(count);
      const spots = places(times);
      return (context) => spots.forEach(([x, y]) => {
        context.translate(x, y);
        paint(context, shape, style);
        context.translate(-x, -y);
      });
    },
    i: (style, rows, columns, ...place) => {
      const image = new OffscreenCanvas(columns, rows);
      const data = new ImageData(pixels(4 * rows * columns), columns, rows);
      image.getContext("2d").putImageData(data, 0, 0);
      return (context) => {
        context.imageSmoothingEnabled = false;
        context.drawImage(image, ...place);
      };
    },
    t: (style, size, angle, row) => {
      const spots = places(row.length);
      return (context) => row.forEach((letter, k) => {
        context.save();
        context.translate(...spots[k]);
        context.rotate((-angle * Math.PI) / 180);
        context.scale(size, -size);
        paint(context, letters[letter], style);
        context.restore();
      });
    },
  };
  return new Map(message.units.map(([unit, operations]) => [unit,
    operations.map(([kind, number, ...rest]) => {
      const style = message.styles[number];
      const draw = makers[kind](style, ...rest);
      return (context) => clipped(context, style[7], draw);
    })]));
}

function clipped(context, clip, draw) {
  context.save();
  if (clip) {
    context.beginPath();
    context.rect(...clip);
    context.clip();
  }
  draw(context);
  context.restore();
}

function paint(context, shape, [stroke, width, dashes, offset, cap, join, fill]) {
  if (fill) {
    context.fillStyle = fill;
    context.fill(shape);
  }
  if (!stroke) return;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.setLineDash(dashes);
  context.lineDashOffset = offset;
  context.lineCap = cap;
  context.lineJoin = join;
  context.stroke(shape);
}

function lettersOf({ sizes, points, codes }) {
  const { path } = reader({ points, codes });
  return sizes.map(path);
}

// What draws a model's scene, with its present step, on a canvas `width` pixels wide on the page.
function painter(model, canvas) {
  let start = null;
  let letters = [];

  return (shownWidth) => {
    const message = model.get("letters");
    if (message.sizes.length > letters.length) letters = lettersOf(message);
    start ??= unitsOf(model.get("scene"), letters);
    const step = unitsOf(model.get("step"), letters);
    const scale = (shownWidth * window.devicePixelRatio) / model.get("width");
    const width = Math.round(scale * model.get("width"));
    const height = Math.round(scale * model.get("height"));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.scale(scale, scale);
    for (const [unit, draws] of start) {
      for (const draw of step.get(unit) ?? draws) draw(context);
    }
  };
}
