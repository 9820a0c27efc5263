"""One conversation between a page and a kernel's widgets: python page_conversation.py KIND

KIND is "anywidget", the class of notebooks, or "standin", that of a page that runs. Printed is
what the page gets to hear, as JSON: opened models, their states and messages, in order.
"""

import asyncio
import base64
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "notebooks" / "site"))

HEARD = []  # (kind, id, what)
DELIVER = {}  # how a message of the page reaches a widget: by its kind, (widget, what)


def as_in_a_notebook():
    """Widgets of anywidget, with a channel in place of a comm."""
    import comm

    models = {}

    class Channel(comm.base_comm.BaseComm):
        def publish_msg(self, msg_type, data=None, buffers=None, **_):
            data = data or {}
            state = data.get("state", {})
            if msg_type == "comm_open" and state.get("_model_name") == "AnyModel":
                models[self.comm_id] = True
            if self.comm_id not in models or data.get("method") == "echo_update":
                return
            if msg_type == "comm_close":
                HEARD.append(("close", self.comm_id, None))
            elif data.get("method") == "custom":
                HEARD.append(("custom", self.comm_id, data["content"]))
            else:
                for path, buffer in zip(data["buffer_paths"], buffers or [], strict=True):
                    *parents, last = path
                    place = state
                    for name in parents:
                        place = place[name]
                    place[last] = bytes(buffer)
                kind = "open" if msg_type == "comm_open" else "state"
                jupyters = {"layout", "tabbable", "tooltip"}
                told = {k: v for k, v in state.items() if k[0] != "_" and k not in jupyters}
                if told or not state:
                    HEARD.append((kind, self.comm_id, told))

    comm.create_comm = lambda *args, **kwargs: Channel(*args, **kwargs)

    def state(widget, what):
        data = {"method": "update", "state": what}
        widget._handle_msg({"content": {"data": data}, "buffers": []})

    DELIVER.update(state=state, content=lambda widget, what: widget._handle_custom_msg(what, []))


def as_on_a_page():
    """Widgets of the stand-in."""
    import host
    import standin

    host.begin(lambda text, found: None)

    def post(message):
        kind, its, what = message["kind"], message["id"], message.get("state")
        HEARD.append((kind, its, message.get("content", what)))

    standin.AnyWidget.post = post
    DELIVER.update(
        state=lambda widget, what: widget.told({"state": what}),
        content=lambda widget, what: widget.told({"content": what}),
    )


async def conversation():
    """What a learner does, at a picture, a question over one, a quiz and an animation."""
    from snn_edu.exercises import Prediction, predict, quiz
    from snn_edu.live import animate, explore, slider, toggle
    from snn_edu.questions.asking import Asking

    def view(level, wide):
        if level == 9:
            raise ZeroDivisionError("too much")
        return {"line": ([0, 1 + wide], [0, level]), "text": f"up to {level:g}"}

    def draw(figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 2), ylim=(0, 10))
        return {"line": ax.plot([], [], "k")[0]}

    def frames(controls):
        for k in range(4):
            yield {"line": ([0, 1], [0, k * controls["level"]]), "text": f"frame {k}"}

    controls = {"level": slider("level", 0, 10, start=5, step=1), "wide": toggle("wide")}

    def picture():
        settings = {"handles": {"line": {"y": "level"}}, "ghost": ["line"]}
        return explore(view, draw, tries={"high": {"level": 8}}, **settings, **controls)

    def moves(panel, **more):
        values = {**panel.values, **more}
        asked = panel.request.get("at", 0.0) + 1.0
        DELIVER["state"](panel, {"values": values, "request": {"at": asked}})

    plot = picture().panel
    moves(plot, level=7)
    moves(plot, level=7)  # the same again
    moves(plot, wide=True)
    moves(plot, level=9)  # the view fails
    moves(plot, level=99)  # the control refuses
    moves(plot, level=2)
    DELIVER["state"](plot, {"request": {"rest": 1.0, "at": 10.0}})
    DELIVER["state"](plot, {"values": plot.start, "request": {"reset": 2.0}, "seen": True})
    for said in ("there?", "again?", "what?"):
        DELIVER["content"](plot, said)
    question = Prediction(name="p", question="?", choices=("a", "b"), answer="a", why="So.")
    for then in (None, picture(), picture):
        asking = Asking([predict(question, then=then)], wait=True).panel
        for message in ({"answer": ""}, {"answer": "b"}, {"answer": "b"}, {"reveal": True}):
            DELIVER["content"](asking, {"ask": 0, **message})
        if then:
            moves(asking, level=3)
    asking = Asking(quiz("leaky_bucket").questions, wait=False).panel
    DELIVER["content"](asking, {"ask": 1, "answer": "1"})
    film = animate(frames, draw, fps=30, level=controls["level"])
    panel = film.panel
    await film.run()
    moves(panel, level=1)
    DELIVER["content"](panel, {"press": 2.0})
    await asyncio.sleep(0.5)
    DELIVER["state"](panel, {"values": panel.start, "request": {"reset": 3.0}})
    panel.close()


if __name__ == "__main__":
    {"anywidget": as_in_a_notebook, "standin": as_on_a_page}[sys.argv[1]]()
    asyncio.run(conversation())
    text = json.dumps(HEARD, default=lambda raw: base64.b64encode(raw).decode(), sort_keys=True)
    for number, its in enumerate(dict.fromkeys(its for _, its, _ in HEARD)):
        text = text.replace(its, f"model {number}")
    print(text)
