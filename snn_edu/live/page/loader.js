// All that a panel brings along. The page's code itself comes once for all panels of a page, from
// the model that carries it: with 30 kB of its own each, a slow page gives up on them.

const PATIENCE = 20_000; // ms

const late = () => new Promise((_, refuse) => {
  setTimeout(() => refuse(new Error("the page's code does not come")), PATIENCE);
});

async function fetched(model, id) {
  const carrier = await Promise.race([model.widget_manager.get_model(id), late()]);
  const style = document.createElement("style");
  style.textContent = carrier.get("style");
  document.head.append(style);
  const address = URL.createObjectURL(new Blob([carrier.get("source")], { type: "text/javascript" }));
  return import(address).finally(() => URL.revokeObjectURL(address));
}

async function render({ model, el }) {
  const [version, id] = model.get("script").split(" ");
  const known = (globalThis.snnEduScripts ??= {});
  try {
    const { renderPanel } = await (known[version] ??= fetched(model, id));
    return renderPanel({ model, el });
  } catch (error) {
    console.warn("[snn_edu]", error);
    delete known[version];
    const again = document.createElement("button");
    again.textContent = "Ask for it again";
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    note.append("This picture has not come: the page was too busy. ", again);
    el.append(note);
    await new Promise((pressed) => { again.addEventListener("click", pressed); });
    note.remove();
    return render({ model, el });
  }
}

export default { render };
