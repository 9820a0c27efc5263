// A panel: its questions, and under them its picture, which waits for the first answer.

export function renderPanel({ model, el }) {
  const ends = [];
  let pictured = false;
  let asking = null;
  const part = () => {
    const box = document.createElement("div");
    el.append(box);
    return box;
  };
  const unveil = () => {
    const answered = !model.get("asked").length || model.get("chosen").some(Boolean);
    if (pictured || !answered || !model.get("width")) return;
    pictured = true;
    ends.push(renderPicture({ model, el: part() }));
  };
  if (model.get("asked").length) {
    asking = part();
    asking.addEventListener("click", () => { model.below = asking; }); // a reader is at work in it
    ends.push(renderQuestions({ model, el: asking }));
    if (!model.get("chosen").some(Boolean)) requestAnimationFrame(() => comeIntoView(asking));
  }
  const events = ["change:chosen", "change:width"];
  events.forEach((event) => model.on(event, unveil));
  unveil();
  return () => {
    events.forEach((event) => model.off(event, unveil));
    ends.forEach((end) => end());
  };
}

// Takes the messages of a model up anew. anywidget waits two seconds for a widget's script; a page
// that needs longer shows the widget, but hears nothing of it any more. What has been missed is
// sent again.
async function reconnect(model) {
  const whole = await model.widget_manager.get_model(model.get("address"));
  const ours = Object.getPrototypeOf(whole);
  const { _handle_comm_msg: hear } = Object.getPrototypeOf(ours); // as any widget's model hears
  whole.comm.on_msg((message) => hear.call(whole, message));
  model.send("again?");
}
