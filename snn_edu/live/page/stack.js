// On a phone the panels of a recorded picture stand below each other. Where it is cut was found out
// when it was recorded (notebooks/site/phone.py); what a kernel sends stays whole.

const PHONE = 480; // pixels of room, up to which a picture is cut

// Shows `picture` (an image, over it a canvas while something moves) in pieces where it is a phone's.
function stack(model, picture, image, canvas, notices) {
  const width = model.get("width");
  const box = picture.parentElement;
  const stacked = element("div", { className: "snn-stack", hidden: true });
  stacked.setAttribute("aria-hidden", "true"); // the image has the words
  box.append(stacked);
  const pieces = model.get("pieces") ?? [];
  stacked.replaceChildren(...pieces.map(() => element("canvas", {
    className: model.get("light") ? "snn-light" : "",
  })));

  const draw = () => {
    const there = image.complete && image.naturalWidth > 0;
    const apart = there && pieces.length > 1 && box.clientWidth <= PHONE;
    stacked.hidden = !apart;
    box.classList.toggle("snn-is-cut", apart);
    (apart ? box : picture).append(notices);
    if (!apart) return;
    const source = canvas.hidden ? image : canvas;
    const across = source.naturalWidth ?? source.width;
    const scale = across / width;
    for (const [k, [left, top, right, bottom]] of pieces.entries()) {
      const piece = stacked.children[k];
      const [x, y, w, h] = [left, top, right - left, bottom - top].map((each) => each * scale);
      Object.assign(piece, { width: w, height: h });
      piece.style.width = `${Math.min(box.clientWidth, right - left)}px`;
      const context = piece.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, piece.width, piece.height);
      context.drawImage(source, x, y, w, h, 0, 0, piece.width, piece.height);
    }
  };
  image.addEventListener("load", draw);
  picture.addEventListener("drawn", draw);
  const watch = new ResizeObserver(draw);
  watch.observe(box);
  return () => watch.disconnect();
}
