// On a phone the panels of a wide picture stand below each other: it is cut where nothing is drawn
// from top to bottom.

const PHONE = 480; // pixels of room, up to which a picture is cut
const ROOM = 470; // pixels of a picture's own size that are legible across a phone
const APART = 3; // pixels without ink between two panels
const INK = 245; // of 255: whatever is darker

// Runs of columns without ink, [from, to], of an image drawn `width` by `height`.
function emptyColumns(image, width, height) {
  const paper = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, width, height);
  paper.drawImage(image, 0, 0, width, height);
  const { data } = paper.getImageData(0, 0, width, height);
  const inked = (x) => {
    for (let at = 4 * x; at < data.length; at += 4 * width) {
      if (Math.min(data[at], data[at + 1], data[at + 2]) < INK) return true;
    }
    return false;
  };
  const runs = [];
  for (let x = 0, from = 0; x <= width; x++) {
    if (x < width && !inked(x)) continue;
    if (x - from >= APART) runs.push([from, x]);
    from = x + 1;
  }
  return runs;
}

// Where a picture is cut, with both its edges: at the widest gap that leaves a legible piece, or
// else at the next gap.
function cuts(runs, width) {
  const found = [0];
  while (width - found.at(-1) > ROOM) {
    const piece = ([from, to]) => (from + to) / 2 - found.at(-1);
    const ahead = runs.filter((run) => piece(run) > 0.2 * ROOM && run[1] < width);
    if (!ahead.length) break;
    const legible = ahead.filter((run) => piece(run) <= ROOM);
    const [from, to] = legible.length
      ? legible.reduce((a, b) => (b[1] - b[0] > a[1] - a[0] ? b : a)) : ahead[0];
    found.push(Math.round((from + to) / 2));
  }
  return [...found, width];
}

// Shows `picture` (an image, over it a canvas while something moves) in pieces where it is a phone's.
function stack(model, picture, image, canvas, notices) {
  const [width, height] = [model.get("width"), model.get("height")];
  const box = picture.parentElement;
  const pieces = element("div", { className: "snn-stack", hidden: true });
  pieces.setAttribute("aria-hidden", "true"); // the image has the words
  box.append(pieces);
  let edges = [];

  const cut = () => {
    const there = image.complete && image.naturalWidth; // one that is on its way looks empty
    if (box.clientWidth > PHONE || width <= ROOM || !there || edges.length) return;
    try {
      edges = cuts(emptyColumns(image, width, height), width);
    } catch {
      edges = [0, width]; // pages opened from a folder may not look at pixels
    }
    pieces.replaceChildren(...edges.slice(1).map(() => element("canvas", {
      className: model.get("light") ? "snn-light" : "",
    })));
  };
  const draw = () => {
    cut();
    const apart = edges.length > 2 && box.clientWidth <= PHONE && !box.closest(".jp-Notebook");
    pieces.hidden = !apart;
    box.classList.toggle("snn-is-cut", apart);
    (apart ? box : picture).append(notices);
    if (!apart) return;
    const source = canvas.hidden ? image : canvas;
    const across = source.naturalWidth ?? source.width;
    const scale = across / width;
    for (const [k, piece] of [...pieces.children].entries()) {
      const [from, to] = [edges[k] * scale, edges[k + 1] * scale];
      Object.assign(piece, { width: to - from, height: height * scale });
      piece.style.width = `${Math.min(box.clientWidth, edges[k + 1] - edges[k])}px`;
      const context = piece.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, piece.width, piece.height);
      context.drawImage(source, from, 0, to - from, height * scale, 0, 0, piece.width, piece.height);
    }
  };
  image.addEventListener("load", draw);
  picture.addEventListener("drawn", draw);
  const watch = new ResizeObserver(draw);
  watch.observe(box);
  return () => watch.disconnect();
}
