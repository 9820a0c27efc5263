// What is heard of a picture that moves: a click for each spike of a frame, once Sound is pressed.

const PITCH = 1000; // Hz; with CLICK as in the players of the lessons
const CLICK = 0.002; // s
const LEAD = 0.08; // s that a frame's clicks wait, so that the next one may be as late

function soundOf(model) {
  const button = element("button", { type: "button", className: "snn-sound", textContent: "Sound" });
  button.title = "Hear a click for each spike";
  button.hidden = !model.get("clicks")?.span || !globalThis.AudioContext;
  let isOn = false; // browsers want it to be pressed first
  let context = null;
  let click = null;
  let until = 0; // when the last frame heard will be over, in the context's seconds

  const made = () => {
    context = new AudioContext();
    click = context.createBuffer(1, Math.ceil(CLICK * context.sampleRate), context.sampleRate);
    const wave = (_, k) => 0.6 * Math.sin((2 * Math.PI * PITCH * (k + 0.5)) / context.sampleRate);
    click.copyToChannel(Float32Array.from({ length: click.length }, wave), 0);
  };
  const follow = () => { // a page that is not seen is not heard
    button.setAttribute("aria-pressed", String(isOn));
    const asked = isOn && !document.hidden ? context?.resume() : context?.suspend();
    asked?.catch(() => {}); // closed meanwhile
  };
  button.addEventListener("click", () => {
    try {
      if (!context) made();
      isOn = !isOn;
      follow();
    } catch { // no sound here
      button.hidden = true;
    }
  });
  const hear = () => {
    if (context?.state !== "running" || !model.get("running")) return;
    const { at, span } = model.get("clicks");
    const now = context.currentTime;
    if (until > now + 4 * LEAD) return; // many frames at once: the ear is not to fall behind the eye
    const begin = Math.max(until, now + LEAD);
    until = begin + span / 1000;
    for (const t of at) {
      const source = new AudioBufferSourceNode(context, { buffer: click });
      source.connect(context.destination);
      source.start(begin + t / 1000);
    }
  };
  follow();
  document.addEventListener("visibilitychange", follow);
  const end = () => {
    document.removeEventListener("visibilitychange", follow);
    context?.close();
    context = null;
  };
  return { button, hear, end };
}
