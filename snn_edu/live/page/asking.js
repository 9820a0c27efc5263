// The page's side of asking.py: native radio buttons and fields, so that keyboard and screen reader
// work as everywhere, and one place below each question where the answer is told.

let questions = 0; // on this page: radio buttons of one question share a name

function ask(model, number) {
  const { question, choices, label, button } = model.get("asked")[number];
  const wait = model.get("wait");
  const name = `snn-question-${++questions}`;
  const legend = element("legend", { innerHTML: indexed(question) });
  const fields = element("fieldset", {}, legend);
  const typed = element("input", { type: "text", inputMode: "decimal", id: name, placeholder: "a number" });
  const radios = choices.map(([letter, text]) => {
    const radio = element("input", { type: "radio", name, value: letter });
    fields.append(element("label", { className: "snn-answer" }, radio, element("span", { innerHTML: indexed(text) })));
    return radio;
  });
  if (!choices.length) {
    fields.append(element("label", { className: "snn-answer", htmlFor: name, textContent: label }), typed);
  }
  const commit = element("button", { type: "button", textContent: button });
  const reveal = element("button", { type: "button", textContent: "Was I right?" });
  const said = element("div", { className: "snn-said" });
  said.setAttribute("aria-live", "polite");

  let waiting;
  const send = (message) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      reconnect(model).catch(() => {}); // it may be the page that does not listen
      waiting = setTimeout(() => { said.textContent = busy(model) ? WAITS : AWAY; }, LAST_WORD);
    }, PATIENCE);
    model.send({ ask: number, ...message });
  };
  commit.addEventListener("click", () => {
    const picked = radios.find((radio) => radio.checked);
    send({ answer: choices.length ? (picked ? picked.value : "") : typed.value });
  });
  reveal.addEventListener("click", () => send({ reveal: true }));
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit.click();
  });

  const told = () => {
    clearTimeout(waiting);
    said.innerHTML = indexed(model.get("said")[number]);
    const answer = model.get("chosen")[number]; // perhaps of a page that was saved, or left
    reveal.disabled = !answer;
    if (!radios.some((radio) => radio.checked)) {
      for (const radio of radios) radio.checked = radio.value === answer;
    }
    if (!choices.length) typed.value ||= answer;
  };
  told();
  const buttons = element("div", { className: "snn-buttons" }, commit, ...(wait ? [reveal] : []));
  return { node: element("div", { className: "snn-question" }, fields, buttons, said), told };
}

function renderQuestions({ model, el }) {
  const all = model.get("asked").map((_, number) => ask(model, number));
  const told = () => all.forEach((question) => question.told());
  model.on("change:said", told);
  model.on("msg:custom", told);
  el.append(...all.map((question) => question.node));
  return () => {
    model.off("change:said", told);
    model.off("msg:custom", told);
  };
}
