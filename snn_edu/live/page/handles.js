// Points of the picture that can be grabbed: a patch over each, which moves a slider. Keyboard and
// screen reader have the slider itself.

const REACH = 16; // pixels around the point
const RING = 28; // pixels that a ring needs for itself; where there are fewer, a tab points at the mark
const TAB = [11, 9]; // width and height

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

const middle = ([left, top, right, bottom]) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });
const between = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

// Where the ring of a mark may stand, the best place first: around a point, at a line's end.
function ends({ box, axes }, { bar }) {
  const inside = (k) => Math.min(Math.max(box[k], axes[k % 2] + REACH), axes[2 + (k % 2)] - REACH);
  const centre = middle(box);
  if (bar) return [centre];
  if (box[3] - box[1] > RING) return [1, 3].map((k) => ({ x: centre.x, y: inside(k) }));
  if (box[2] - box[0] > RING) return [2, 0].map((k) => ({ x: inside(k), y: centre.y }));
  return [centre];
}

// A seat for each place (null: it has none), such that none covers another: a ring; or where marks
// of a kind are too near each other a tab below or above each. All is in pixels of the page.
function seatsOf(places, handles) {
  const taken = places.filter(Boolean).map(({ box }) => middle(box));
  const crowded = new Set(); // sizes of marks
  let seats = [];
  const free = (spot, [across, down], others) => others.every((one) => !one
    || Math.abs(one.x - spot.x) >= across || Math.abs(one.y - spot.y) >= down);
  const seat = (place, k) => {
    if (!place) return null;
    const own = middle(place.box);
    const others = [...taken, ...seats];
    others.splice(taken.findIndex((one) => one.x === own.x && one.y === own.y), 1);
    const spots = ends(place, handles[k]);
    const ring = spots.find((spot) => free(spot, [RING, RING], others));
    if (ring && !(spots.length === 1 && crowded.has(handles[k].size))) return ring;
    crowded.add(handles[k].size);
    const tabs = [0, 1, 2].flatMap((row) => [1, -1].map((side) => ({
      x: spots[0].x,
      y: spots[0].y + side * (handles[k].size + (row + 0.75) * TAB[1]),
      side,
    })));
    return tabs.find((spot) => free(spot, TAB, seats)) ?? tabs[0];
  };
  for (const pass of [1, 2]) { // in the second all that are crowded are known
    if (pass === 2 && !crowded.size) break;
    seats = [];
    places.forEach((place, k) => seats.push(seat(place, k)));
  }
  return seats;
}

// Patches for all handles of a picture, and what places them once it is drawn, `scale` times its size.
function grips(model, send) {
  const specs = Object.fromEntries(model.get("controls").map((spec) => [spec.name, spec]));
  const handles = model.get("handles");
  const places = () => model.get("places");
  let seats = [];
  let shown = null; // where the picture is; measured once a drag, as each step changes the page
  const look = (node) => { shown = node.parentElement.getBoundingClientRect(); };
  const pointer = (event) => { // in pixels of the picture's own size
    const scale = model.get("width") / shown.width;
    return { x: (event.clientX - shown.left) * scale, y: (event.clientY - shown.top) * scale };
  };
  let held = null; // which handle; pixels from its middle to the pointer, and values from its data

  // Where patches lie on each other, the one is meant whose seat or mark is nearest.
  const meant = (event) => {
    const at = pointer(event);
    const far = seats.map((seat, k) => (seat
      ? Math.min(between(at, seat), 2 + between(at, middle(places()[k].box))) : Infinity));
    return far.indexOf(Math.min(...far));
  };

  const take = (k, event) => {
    const place = places()[k];
    const centre = middle(place.box);
    const at = pointer(event);
    const data = dataOf(centre, place);
    const values = model.get("values");
    held = { k, x: at.x - centre.x, y: at.y - centre.y, ahead: {} };
    for (const axis of ["x", "y"].filter((one) => handles[k][one])) {
      // a slider may run ahead of the point by a constant (on a log axis, by a factor)
      const into = inward[place[axis][2]];
      held.ahead[axis] = into(values[handles[k][axis]]) - into(data[axis]);
    }
  };
  const pull = (event) => {
    const place = places()[held.k];
    if (!place) return;
    const at = pointer(event);
    const data = dataOf({ x: at.x - held.x, y: at.y - held.y }, place);
    const moved = {};
    for (const axis of Object.keys(held.ahead)) {
      const scale = place[axis][2];
      const value = outward[scale](inward[scale](data[axis]) + held.ahead[axis]);
      const name = handles[held.k][axis];
      moved[name] = specs[name].positions[nearest(specs[name].positions, value)];
    }
    const values = model.get("values");
    if (Object.keys(moved).some((name) => moved[name] !== values[name])) send(moved);
  };

  const nodes = handles.map((handle) => {
    const sliders = ["x", "y"].filter((axis) => handle[axis]);
    const node = element("div", {
      className: `snn-grip snn-grip-${sliders.join("")}`,
      title: `drag: ${sliders.map((axis) => specs[handle[axis]].label).join(", ")}`,
    }, element("span", {}));
    node.setAttribute("aria-hidden", "true");
    node.addEventListener("pointerdown", (event) => {
      look(node);
      const k = meant(event);
      nodes[k].setPointerCapture(event.pointerId);
      node.parentElement.classList.remove("snn-ungrabbed");
      event.preventDefault();
      take(k, event);
    });
    node.addEventListener("pointermove", (event) => {
      if (held) {
        pull(event);
        return;
      }
      look(node);
      const over = nodes[meant(event)]; // its name and its cursor are shown
      if (over !== node) over.parentElement.append(over);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      node.addEventListener(end, () => { held = null; });
    }
    return node;
  });

  const show = (scale) => {
    const percent = (pixels, of) => `${(100 * pixels) / model.get(of)}%`;
    const grown = (box) => box.map((pixels) => pixels * scale);
    const large = places().map((place) => place
      && { box: grown(place.box), axes: grown(place.axes) });
    const sizes = handles.map((handle) => ({ ...handle, size: handle.size * scale }));
    const onPage = seatsOf(large, sizes);
    seats = onPage.map((seat) => seat && { x: seat.x / scale, y: seat.y / scale });
    for (const [k, node] of nodes.entries()) {
      const seat = onPage[k];
      node.hidden = !seat;
      if (!seat) continue;
      const [left, top, right, bottom] = places()[k].box;
      node.style.left = percent(left, "width");
      node.style.top = percent(top, "height");
      node.style.width = percent(right - left, "width");
      node.style.height = percent(bottom - top, "height");
      const [mark] = node.children;
      mark.className = seat.side ? "snn-tab" : "snn-ring";
      mark.style.left = `${REACH + seat.x - large[k].box[0]}px`;
      mark.style.top = `${REACH + seat.y - large[k].box[1]}px`;
      mark.style.rotate = seat.side < 0 ? "180deg" : "";
      if (!seat.side) mark.style.setProperty("--snn-ring", `${Math.max(26, 2 * sizes[k].size + 12)}px`);
    }
  };
  return { nodes, show };
}
