// Points of the picture that can be grabbed: a patch over each, which moves a slider. Keyboard and
// screen reader have the slider itself.

const REACH = 16; // pixels around the point

const inward = { linear: (value) => value, log: Math.log };
const outward = { linear: (value) => value, log: Math.exp };

// Data under a place between `from` and `to` (pixels) on an axis with these limits and scale.
function dataAt(pixel, from, to, [low, high, scale]) {
  const into = inward[scale];
  const share = (pixel - from) / (to - from);
  return outward[scale](into(low) + share * (into(high) - into(low)));
}

// Both coordinates of a point of the picture, by the axes of a handle's place.
function dataOf(point, { axes: [left, top, right, bottom], x, y }) {
  return { x: dataAt(point.x, left, right, x), y: dataAt(point.y, bottom, top, y) };
}

function grips(model, send) {
  const specs = Object.fromEntries(model.get("controls").map((spec) => [spec.name, spec]));
  return model.get("handles").map((handle, k) => {
    const sliders = ["x", "y"].filter((axis) => handle[axis]);
    const node = element("div", {
      className: `snn-grip snn-grip-${sliders.join("")}`,
      title: `drag: ${sliders.map((axis) => specs[handle[axis]].label).join(", ")}`,
    });
    node.setAttribute("aria-hidden", "true");
    const place = () => model.get("places")[k];
    const middle = ({ box }) => ({ x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 });
    let shown = null; // where the picture is; measured once a drag, as each step changes the page
    const pointer = (event) => { // in pixels of the picture's own size
      const scale = model.get("width") / shown.width;
      return { x: (event.clientX - shown.left) * scale, y: (event.clientY - shown.top) * scale };
    };
    let held = null; // pixels from the handle's middle to the pointer, and values from its data

    node.addEventListener("pointerdown", (event) => {
      node.setPointerCapture(event.pointerId);
      node.parentElement.classList.remove("snn-ungrabbed");
      event.preventDefault();
      shown = node.parentElement.getBoundingClientRect();
      const centre = middle(place());
      const at = pointer(event);
      const data = dataOf(centre, place());
      const values = model.get("values");
      held = { x: at.x - centre.x, y: at.y - centre.y, ahead: {} };
      for (const axis of sliders) {
        // a slider may run ahead of the point by a constant (on a log axis, by a factor)
        const into = inward[place()[axis][2]];
        held.ahead[axis] = into(values[handle[axis]]) - into(data[axis]);
      }
    });
    node.addEventListener("pointermove", (event) => {
      if (!held || !place()) return;
      const at = pointer(event);
      const data = dataOf({ x: at.x - held.x, y: at.y - held.y }, place());
      const moved = {};
      for (const axis of sliders) {
        const scale = place()[axis][2];
        const value = outward[scale](inward[scale](data[axis]) + held.ahead[axis]);
        const { positions } = specs[handle[axis]];
        moved[handle[axis]] = positions[nearest(positions, value)];
      }
      const values = model.get("values");
      if (Object.keys(moved).some((name) => moved[name] !== values[name])) send(moved);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      node.addEventListener(end, () => { held = null; });
    }
    const show = () => {
      node.hidden = !place();
      if (node.hidden) return;
      const [left, top, right, bottom] = place().box;
      const percent = (pixels, of) => `${(100 * pixels) / model.get(of)}%`;
      node.style.left = percent(left, "width");
      node.style.top = percent(top, "height");
      node.style.width = percent(right - left, "width");
      node.style.height = percent(bottom - top, "height");
    };
    return { node, show };
  });
}
