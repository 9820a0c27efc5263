// On a phone the panels of a recorded picture stand below each other. Where it is cut was found out
// when it was recorded (notebooks/site/phone.py); what a kernel sends stays whole.

const PHONE = 480; // pixels of room, up to which a picture is cut

// Shows `picture` (an image, over it a canvas while something moves) in pieces where it is a phone's.
function stack(model, picture, image, canvas, notices) {
  const [width, height] = [model.get("width"), model.get("height")];
  const box = picture.parentElement;
  const pieces = element("div", { className: "snn-stack", hidden: true });
  pieces.setAttribute("aria-hidden", "true"); // the image has the words
  box.append(pieces);
  const edges = model.get("cuts") ?? [];
  pieces.replaceChildren(...edges.slice(1).map(() => element("canvas", {
    className: model.get("light") ? "snn-light" : "",
  })));

  const draw = () => {
    const there = image.complete && image.naturalWidth > 0;
    const apart = there && edges.length > 2 && box.clientWidth <= PHONE;
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
