"""Every page as it runs for a learner who takes each solution, and all that can be moved on it.

Each solution passes where it stands, and the lesson runs to its end. (nbval runs every lesson with
all its exercises unanswered; this is the other end.) No page answers its questions, the words on
its pictures are spelled as its formulas and named as in the guide, and every widget is swept
through all that a learner can reach. One file, so that each page is run once; a browser only
says where the grips stand.
"""

import functools
import itertools
import os
import re

import numpy as np
import phone
import pytest
from browser.harness import browser, chromium
from lesson_pages import SOURCES, calls, code_of, in_code, shown, solved, view_name, view_of
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from snn_edu.live import explore, slider
from snn_edu.live.animation import Animation
from snn_edu.live.pad import Pad
from snn_edu.live.panel import source as live_script
from snn_edu.live.picture import MOVING, limits
from snn_edu.questions.prediction import Prediction

pytestmark = pytest.mark.slow

USED = re.compile(r"\byours?\b(?! (?:has|have|passes))")
BUTTONS = {"Play", "Reset", "Run"}
SEED = 7
HYPHEN_OR_POWER = re.compile(r"(?<![\w–])-\d|\de[-+]?\d|−0(?:\.0+)?(?![.\d])")  # or −0.00
MARKS = set("oDsv^<>*dph")  # no stroke, no dot
FRAMES = 4  # of an animation, at each end of each of its controls


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_solution_passes_where_it_stands_and_the_lesson_runs_to_its_end(source):
    page = solved(source.stem, painted=True)
    assert page.solved, "a lesson without an exercise"
    for name, feedback in page.solved.items():
        assert not page.unsolved[name], f"{name} passes before it is solved"
        assert feedback, f"{name}: {feedback.message}"
    # A view that is given the learner's function says so. (Unsolved, nbval reads its words.)
    using = {name for name, said in page.own if USED.search(said)}
    assert using == {name for name, _ in page.own}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_exercise_is_followed_by_its_solution_which_says_nothing_by_itself(source):
    cells = code_of(source)

    def places(call):
        return [(name, place) for place, cell in enumerate(cells) for name, _ in calls(cell, call)]

    first_asked, shown = dict(reversed(places("check"))), dict(places("solution"))
    assert set(first_asked) == set(shown)
    for name, place in shown.items():
        assert cells[place].strip() == f'solution("{name}")'
        assert first_asked[name] < place
    assert not any("SOLUTION" in cell for cell in cells)


def questions_and_pictures(page):
    """Each prediction of a page with a picture that stands open below it, and that picture."""
    asked = None
    for one in page.shown:
        if isinstance(one, Prediction):
            asked = one if one.then is None else None
        elif asked:
            yield asked, getattr(one, "plot", one)
            asked = None


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_picture_starts_at_the_case_that_the_question_above_it_is_about(source):
    page = solved(source.stem, painted=True)
    assert any(isinstance(one, Prediction) for one in page.shown), "a lesson without a prediction"
    for question, picture in questions_and_pictures(page):
        name, asks, start = question.name, question.asks, picture.panel.start
        assert asks is not None, f"{name}: say with asks= which case it is about; {{}}: no one case"
        assert set(asks) <= set(start), f"{name}: {set(asks) - set(start)} is no control here"
        assert not asks or any(start[control] != value for control, value in asks.items()), (
            f"{name}: the picture below starts at {asks}, which is the case it is asked about"
        )


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_controls_and_pictures_spell_symbols_as_the_formulas(source):
    for picture in solved(source.stem, painted=True).pictures:
        plot = getattr(picture, "plot", picture)
        words = [plot.text, plot.panel.button, *plot.tries]
        words += [text.get_text() for text in plot.figure.findobj(Text)]
        for control in plot.controls.values():
            words += [control.label, getattr(control, "unit", ""), *getattr(control, "options", ())]
        assert not [each for each in words if in_code(each)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_sliders_and_buttons_that_the_guide_names_are_those_of_the_lesson(source):
    """Told is `label = value`, or `[the name of a preset or a button]`."""
    plots = [getattr(each, "plot", each) for each in solved(source.stem, painted=True).pictures]
    buttons = BUTTONS | {plot.panel.button for plot in plots}
    buttons |= {label for plot in plots for label in plot.tries}
    buttons |= {"Sound" for plot in plots if plot.panel.clicks}
    controls = {}
    for plot in plots:
        for control in plot.controls.values():
            controls.setdefault(control.label, []).append(control)
    page = (SOURCES[0].parents[1] / "guide" / f"{source.stem}.md").read_text(encoding="utf-8")
    told = page.partition("## Twenty minutes at the front")[2].partition("\n## ")[0]
    names = re.findall(r"`(?:([^`=]+) = ([^`]+)|\[([^`]+)\])`", told)
    assert len(names) >= 3
    for label, value, button in names:
        assert not button or button in buttons, button
        assert not label or any(takes(each, value) for each in controls[label]), (label, value)


def takes(control, text):
    """Whether a control takes what a page says of it."""
    try:
        if hasattr(control, "positions"):
            control.check(float(text.split()[0].replace("−", "-")))
        else:
            control.check({"on": True, "off": False}.get(text, text))
    except (TypeError, ValueError):
        return False
    return True


SPOKEN = {  # quoted in the guide, and said by people
    *("more runs", "a test set", "how often is it wrong?"),
    "its slope is minus itself over τ",
}
DONE = r"`([^`=]+) = ([^`]+)`|`\[([^`\]]+)\]`|(Reset)\b|`(\w+)`"  # by a row of the guide
RUN = 600  # frames of what moves, at most


class Front:
    """A lesson's pictures while somebody does at the front what a row of the guide says.

    The picture that is meant is the one at hand, as long as it has such a control or button; else
    the next on the page that has. A question that is committed to brings its own picture.
    """

    def __init__(self, page):
        self.shown = page.shown
        self.values = {}  # of each picture that was moved, by its place among what is shown
        self.at = next(k for k in range(len(self.shown)) if self.picture(k) is not None)
        self.begin()

    def begin(self):
        """A row begins: nothing is said yet, nothing set by it."""
        self.said, self.told = [], set()

    def picture(self, k):
        one = self.shown[k]
        return one.then if isinstance(one, Prediction) else one

    def plot(self, k):
        return getattr(self.picture(k), "plot", self.picture(k))

    def find(self, has):
        """Go to the picture at hand or, if that has not, the next that has."""
        places = [*range(self.at, len(self.shown)), *range(self.at)]
        self.at = next(k for k in places if self.picture(k) is not None and has(self.plot(k)))

    def commit(self, name):
        places = [
            k for k, one in enumerate(self.shown) if getattr(one, "name", "").endswith(f".{name}")
        ]
        below = (k for k in range(places[0], len(self.shown)) if self.picture(k) is not None)
        self.at = next(below, self.at)
        self.tell()

    def set(self, label, text):
        self.find(lambda plot: any(takes(each, text) for each in plot.controls.values()
                                   if each.label == label))  # fmt: skip
        for name, control in self.plot(self.at).controls.items():
            if control.label == label:
                on = {"on": True, "off": False}
                numeric = hasattr(control, "positions")
                value = float(text.split()[0].replace("−", "-")) if numeric else on.get(text, text)
                self.values.setdefault(self.at, {})[name] = control.check(value)
                self.told.add((self.at, name))
        self.tell()

    def undone(self):
        """What the row has set and a Reset of its own has put back."""
        return {(k, name) for k, name in self.told if name not in self.values.get(k, {})}

    def press(self, button, awaited):
        """Press it; what moves then moves until all that is awaited was said."""
        if button == "Reset":
            self.values.pop(self.at, None)
            self.tell()
        if button in ("Reset", "Play"):  # which runs a slider to its end, and stops where it is
            return
        self.find(lambda plot: button in plot.tries or plot.panel.button == button
                  or (button == "Sound" and plot.panel.clicks))  # fmt: skip
        tried = self.plot(self.at).tries.get(button)
        if tried is not None:
            self.values.setdefault(self.at, {}).update(tried)
            self.tell()
        elif isinstance(self.picture(self.at), Animation):  # which may have no end
            for frame in itertools.islice(view_of(self.picture(self.at))(self.now), RUN):
                self.said.append(frame["text"])
                if self.has_said(awaited):
                    break

    def has_said(self, quotes):
        """Whether each of these is in one of the captions; dots leave something out."""
        said = [" ".join(each.split()) for each in self.said]
        return all(
            any(all(piece in each for piece in quoted.rstrip(".").split(" ... ")) for each in said)
            for quoted in quotes
        )

    @property
    def now(self):
        return {**self.plot(self.at).panel.start, **self.values.get(self.at, {})}

    def tell(self):
        self.said.append(self.plot(self.at).view(**self.now)["text"])


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_what_a_row_of_the_guide_quotes_is_what_the_page_says_after_what_the_row_does(source):
    """Each setting is made and each button pressed, in the order of the rows, and lasts its row."""
    told = (SOURCES[0].parents[1] / "guide" / f"{source.stem}.md").read_text(encoding="utf-8")
    part = told.partition("## Twenty minutes at the front")[2].partition("\n## ")[0]
    page = solved(source.stem, painted=True)
    front = Front(page)
    asked = {one.name.partition(".")[2] for one in page.shown if isinstance(one, Prediction)}
    for minutes, does, sees in re.findall(r"^\| ([\d-]+) \| (.+?) \| (.+?) \|$", part, re.M):
        quotes = [each for each in re.findall(r'"([^"]+)"', sees) if each not in SPOKEN]
        front.begin()
        front.tell()
        for label, value, button, reset, name in re.findall(DONE, does):
            if label:
                front.set(label, value)
            elif button or reset:
                front.press(button or reset, quotes)
            elif name in asked:
                front.commit(name)
        assert front.has_said(quotes), (minutes, quotes, front.said[-5:])
        assert not front.undone(), (minutes, front.undone())


# --- all that can be moved ------------------------------------------------------------------------


def move(plot, values):
    """Move controls as the page does."""
    plot.panel.values = {**plot.panel.values, **values}


@functools.cache
def moving_words(figure):
    """All texts that move: `draw` is called once, so these are those that there ever are."""
    return [text for text in figure.findobj(Text) if text.get_animated()]


@functools.cache
def labels(figure, dpi, shown):
    """The labels of a figure's axes at such limits and words, and the signs of its legends.

    With where they are at this dpi: each remembers where it was drawn last, in another size.
    """
    renderer = figure.canvas.get_renderer()
    axes = [axis for ax in figure.axes if ax.axison for axis in (ax.xaxis, ax.yaxis)]
    for axis in axes:
        axis.get_tightbbox(renderer)  # puts its label where it is at this resolution
    boxes = [(axis.label.get_text(), axis.label.get_window_extent(renderer)) for axis in axes]
    for legend in filter(None, (ax.get_legend() for ax in figure.axes)):
        legend.draw(renderer)  # the same for its signs
        signs = zip(legend.get_texts(), legend.legend_handles, strict=True)
        boxes += [(text.get_text(), sign.get_window_extent(renderer)) for text, sign in signs]
    return boxes


def cut_off(plot):
    """Moving words, labels of axes, and signs of legends that reach beyond the figure."""
    figure = plot.figure
    renderer = figure.canvas.get_renderer()  # of this resolution; a text remembers its last one's
    words = [text for text in moving_words(figure) if text.get_visible()]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in words]
    shown = [(limits(ax), ax.get_xlabel(), ax.get_ylabel(), ax.axison) for ax in figure.axes]
    return [
        (said, box.extents.round(), figure.bbox.extents)
        for said, box in boxes + labels(figure, figure.dpi, tuple(shown))
        if said and (box.x0 < 0 or box.y0 < 0 or box.x1 > figure.bbox.x1 or box.y1 > figure.bbox.y1)
    ]


@functools.cache
def names_and_marks(figure):
    """What is written, but for axes' numbers and legends; all lines with marks that have an inside.

    (A legend has its place from when it was drawn: while something moves, in another size.)
    """
    axes = [axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)]
    ticks = [tick for axis in axes for tick in (*axis.majorTicks, *axis.minorTicks)]
    legends = [ax.get_legend() for ax in figure.axes if ax.get_legend()]
    apart = {one for each in (*ticks, *legends) for one in each.findobj(Text)}
    marks = [line for ax in figure.axes for line in ax.lines if line.get_marker() in MARKS]
    return [one for one in figure.findobj(Text) if one not in apart], marks


def over_each_other(plot):
    """Words that lie on other words."""
    renderer = plot.figure.canvas.get_renderer()
    texts = (one for one in names_and_marks(plot.figure)[0] if one.get_visible())
    words = [(one.get_text(), one.get_window_extent(renderer)) for one in texts]
    words = [(text, box.padded(-1)) for text, box in words if text.strip()]
    pairs = itertools.combinations(words, 2)
    return [(one, other) for (one, its), (other, there) in pairs if its.overlaps(there)]


def half_marks(plot):
    """Marks that stand inside of their axes and lose a quarter of themselves at an edge.

    Small ones may, and what is drawn for its place among many: a cloud, a course in dots.
    """
    for line in names_and_marks(plot.figure)[1]:
        x, y = np.asarray(line.get_transform().transform(line.get_xydata())).reshape(-1, 2).T
        size, box = line.get_markersize() * plot.figure.dpi / 72, line.axes.bbox
        if not line.get_visible() or not line.get_clip_on() or line.get_markersize() < 5:
            continue
        if line.get_gid() == "falls out":  # as water does
            continue
        edges = np.min([x - box.x0, box.x1 - x, y - box.y0, box.y1 - y], axis=0)
        cut = (edges >= -0.5) & (edges < size / 4)
        if cut.any():
            yield line.get_marker(), int(cut.sum())


def spoilt(plot):
    """What a picture shows that lies on other words, is cut off, or is half a mark."""
    return [*cut_off(plot), *over_each_other(plot), *half_marks(plot)]


def out_of_sight(figure):
    """An axis's numbers beyond its limits."""
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            beyond = 1e-6 * (high - low)
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not low - beyond <= tick.get_loc() <= high + beyond:
                    yield tick.label1


def words_on(plot):
    """What is written on a picture: where, how large (pixels), and if it is a number of an axis."""
    figure = plot.figure
    figure.dpi = MOVING
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    numbers = {one for ax in figure.axes for one in (*ax.get_xticklabels(), *ax.get_yticklabels())}
    beyond = set(out_of_sight(figure))
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text not in beyond:
            box, size = text.get_window_extent(renderer), text.get_fontsize() * MOVING / 72
            if box.overlaps(figure.bbox):
                yield text.get_text(), box, size, text in numbers


def apart(box):
    """The room that a word needs: a stroke's width beside it; a line above it may be close."""
    return Bbox.from_extents(box.x0 - 1.3, box.y0 + 1, box.x1 + 1.3, box.y1 - 1)


def names_on_numbers(plot):
    """Names of what goes up in an axes that lie on its numbers."""
    renderer = plot.figure.canvas.get_renderer()
    for ax in plot.figure.axes:
        name = ax.yaxis.label
        if ax.axison and name.get_text().strip():
            low, high = sorted(ax.get_ylim())
            ticks = [one for one in ax.yaxis.get_major_ticks() if low <= one.get_loc() <= high]
            its = name.get_window_extent(renderer)
            if any(
                one.label1.get_visible() and one.label1.get_window_extent(renderer).overlaps(its)
                for one in ticks
            ):
                return name.get_text()
    return None


def wider_than_their_box(plot, words):
    """Words that stand in a rectangle and reach beyond its sides."""
    boxes = [
        patch.get_window_extent()
        for ax in plot.figure.axes
        for patch in ax.patches
        if isinstance(patch, Rectangle) and patch.get_visible()
    ]
    return [
        text
        for text, its in words
        for box in boxes
        if box.y0 < its.y0 and its.y1 < box.y1 and box.x0 < (its.x0 + its.x1) / 2 < box.x1
        if its.x0 < box.x0 or its.x1 > box.x1
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_on_a_phone_all_letters_are_nine_pixels_high_and_no_words_lie_on_others(source):
    for picture in solved(source.stem, painted=True).pictures:
        plot = getattr(picture, "plot", picture)
        size = plot.panel.width / MOVING, plot.panel.height / MOVING
        anew = plot.resized(*size)  # another test may have moved it
        small = phone.narrower(anew) or anew
        name = f"{source.stem}: {view_name(picture)}"
        edges = phone.cuts(small)
        rng = np.random.default_rng(7)
        # Somebody's settings: there a name that moves lay over others, and a label was cut.
        random = ({name: drawn(one, rng) for name, one in small.controls.items()} for _ in range(3))
        for preset in ({}, *small.tries.values(), *random):
            small.panel.values = {**small.panel.start, **preset}
            at, written = f"{name}, {preset}" if preset else name, list(words_on(small))
            for text, box, size, _ in written:
                k = np.searchsorted(edges[1:-1], box.x0 + box.width / 2)  # the piece of its middle
                seen = size * min(1.0, phone.ACROSS / (edges[k + 1] - edges[k]))
                assert seen > phone.LETTERS - 0.05, f"{at}: {text!r} is {seen:.1f} pixels high"
            assert not cut_off(small), f"{at}: {cut_off(small)}"
            words = [(text, apart(box)) for text, box, _, is_number in written if not is_number]
            for (one, its), (other, there) in itertools.combinations(words, 2):
                assert not its.overlaps(there), f"{at}: {one!r} runs into {other!r}"
            assert not (wide := wider_than_their_box(small, words)), f"{at}: {wide}"
            assert not (hit := names_on_numbers(small)), f"{at}: {hit}"


# --- grips ----------------------------------------------------------------------------------------

DESK = 1.0, 0.8, 0.6  # of a picture's own width, as the page's fit.js has it


def of_a_browser(test):
    """Mark a test that needs Chromium; in continuous integration there is one."""
    there = chromium() is not None or "CI" in os.environ
    test = pytest.mark.skipif(not there, reason="no Chromium or Chrome on this machine")(test)
    return pytest.mark.filterwarnings("ignore::ResourceWarning")(test)  # playwright's pipes at exit


@pytest.fixture(scope="module")
def tab():
    """A page that has the script of all pictures, and its seats of grips as `seats`."""
    with browser() as page:
        page.set_content("<body></body>")
        page.add_script_tag(type="module", content=f"{live_script()}\nwindow.seats = seatsOf;")
        page.wait_for_function("() => window.seats !== undefined")
        yield page


def grips(tab, plot, scale):
    """Where each grip stands on the page, and how far it reaches."""
    places = [
        place and {each: [scale * pixels for pixels in place[each]] for each in ("box", "axes")}
        for place in plot.panel.places
    ]
    sizes = [{**handle, "size": scale * handle["size"]} for handle in plot.panel.handles]
    seats = tab.evaluate("([places, sizes]) => seats(places, sizes)", [places, sizes])
    for seat, handle in zip(seats, sizes, strict=True):
        if seat:  # a ring, or a tab of 11 by 9
            reach = 5 if seat.get("side") else max(26, 2 * handle["size"] + 12) / 2
            yield np.array([seat["x"], seat["y"]]), reach


def covered(tab, plot, scales):
    """What grips lie over: words, numbers of axes, or other grips."""
    written = [(text, box, size) for text, box, size, _ in words_on(plot)]
    for scale in scales:
        here = list(grips(tab, plot, scale))
        for (centre, reach), (other, its) in itertools.combinations(here, 2):
            if np.hypot(*(centre - other)) < reach + its:
                yield f"a grip over another at {scale:.2f} of the size"
        for (centre, reach), (text, box, size) in itertools.product(here, written):
            blank = 0.318 * size  # as wide as a space
            left = box.x0 + blank * (len(text) - len(text.lstrip(" ")))
            right = box.x1 - blank * (len(text) - len(text.rstrip(" ")))
            top, foot = plot.panel.height - box.y1 + 2, plot.panel.height - box.y0 - 2  # of letters
            x, y = centre / scale
            away = np.hypot(max(left - x, 0, x - right), max(top - y, 0, y - foot))
            if scale * away < reach:
                yield f"a grip over {text.strip()!r} at {scale:.2f} of the size"


@functools.cache
def laid_out_anew(picture):
    """A picture that no other test moves, and the same as a phone has it."""
    plot = getattr(picture, "plot", picture)
    anew = plot.resized(plot.panel.width / MOVING, plot.panel.height / MOVING)
    return anew, phone.narrower(anew) or anew


@of_a_browser
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_grip_lies_over_words_or_another_grip(source, tab):
    """At desks and on a phone, where a picture in pieces has no grips."""
    for picture in solved(source.stem, painted=True).pictures:
        if not getattr(picture, "plot", picture).panel.handles:
            continue
        whole, small = laid_out_anew(picture)
        shown = [(whole, DESK)]
        if len(phone.cuts(small)) == 2:
            shown.append((small, [min(1.0, phone.ACROSS / small.panel.width)]))
        for plot, scales in shown:
            for preset in ({}, *plot.tries.values()):
                plot.panel.values = {**plot.panel.start, **preset}
                hit = list(covered(tab, plot, scales))
                assert not hit, f"{source.stem}: {view_name(picture)}, {preset}: {hit}"


@of_a_browser
@pytest.mark.parametrize(
    ("level", "other", "seen"),
    [
        (2.0, 8.0, []),
        (5.0, 8.0, ["'threshold'"]),
        (2.0, 3.3, ["another"]),  # of a large mark
    ],
)
def test_a_grip_over_a_word_or_another_grip_is_seen(tab, level, other, seen):
    def draw(figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 10), ylim=(0, 10))
        ax.text(5, 5, "threshold", va="center")
        return {each: ax.plot([], [], "o", ms=9 + 41 * (each == "b"))[0] for each in "ab"}

    plot = explore(
        lambda a, b: {"a": ([5], [a]), "b": ([5], [b]), "text": f"{a} and {b}"},
        draw,
        handles={"a": {"y": "a"}, "b": {"y": "b"}},
        a=slider("a", 0, 10, start=level, step=0.1),
        b=slider("b", 0, 10, start=other, step=0.1),
    )
    hit = list(covered(tab, plot, [1.0]))
    assert [each.split(" ")[3] for each in hit] == seen, hit


def drawn(control, rng):
    """One of the values that a learner can reach; of a drawing, a smooth path in its square."""
    if isinstance(control, Pad):
        turns = np.cumsum(rng.normal(0.0, 0.4, 60))
        path = np.cumsum([np.cos(turns), np.sin(turns)], axis=1) / 30
        return control.check(np.clip(path, -1, 1).T)
    reach = getattr(control, "positions", control.ends())
    return reach[int(rng.integers(len(reach)))]


def same(one, other):
    """Whether two frames are equal, array by array."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) or (isinstance(one, np.ndarray) and one.dtype.kind == "f"):
        return np.array_equal(one, other, equal_nan=True)
    return np.array_equal(one, other)


def test_words_on_words_and_half_marks_are_seen():
    def draw(figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 10), ylim=(0, 10))
        ax.text(5, 5, "still")
        ax.plot([10], [5], ".", ms=9)
        ax.plot([10], [6], "o", clip_on=False)
        return {"word": ax.text(0, 0, "moves"), "mark": ax.plot([], [], "o", ms=9)[0]}

    def frame(at, word):
        words = {"text": "moves", "position": (word, 5.0)}
        return {"word": words, "mark": ([at], [5.0]), "text": ""}

    plot = explore(
        frame, draw, at=slider("at", -1, 10, start=5), word=slider("word", 0, 8, start=1)
    )
    assert not spoilt(plot)
    for values, seen in (
        ({"at": 10}, [("o", 1)]),
        ({"word": 5}, [("still", "moves")]),
        ({"at": -1}, []),  # outside
    ):
        plot.reset()
        move(plot, values)
        assert spoilt(plot) == seen


def follows(plot, name, rng):
    """A widget follows each control from end to end, and comes back to its start."""
    view, controls = plot.view, plot.controls
    start, crisp = dict(plot.values), plot.panel.picture
    plot.show(view(**start))
    first = shown(plot)  # drawn by the page, or a PNG of fewer pixels: as while controls move
    starts = set()  # what is shown there, each time that a control has come back
    for moved, control in controls.items():
        pictures, texts = set(), {plot.text}
        for value in sorted(control.ends(), key=control.start.__eq__):  # so each is a move
            move(plot, {moved: value})
            assert plot.problem == "", f"{name} at {moved} = {value}: {plot.problem}"
            pictures.add(shown(plot))
            texts.add(plot.text)
            assert not HYPHEN_OR_POWER.search(plot.text), f"{name}: {plot.text}"
            assert not (wrong := spoilt(plot)), f"{name} at {moved} = {value}: {wrong}"
        if 0.0 in getattr(control, "positions", ()):  # where a quotient breaks
            move(plot, {moved: 0})
            assert plot.problem == "", f"{name} at {moved} = 0: {plot.problem}"
        assert len(pictures) == len(control.ends()), f"{name}: {moved} changes nothing"
        visited = {control.start, *control.ends()}
        assert len(texts) == len(visited), f"{name}: the words do not follow {moved}: {texts}"
        move(plot, {moved: control.start})
        starts.add(shown(plot))
        assert len(starts) == 1, f"{name}: after {moved}, the start has another picture"
    plot.reset()
    restored = plot.panel.picture == crisp  # apart: pytest compares bytes for minutes
    assert restored, f"{name}: after its controls, the start has another picture"
    for _ in range(4):
        values = {each: drawn(control, rng) for each, control in controls.items()}
        move(plot, values)
        assert plot.problem == "", f"{name} at {values}: {plot.problem}"
        assert not cut_off(plot), f"{name} at {values}: {cut_off(plot)}"
        one, again = dict(view(**values)), dict(view(**values))
        assert same(one, again), f"{name} is not a pure function at {values}"
        assert plot.text == " ".join(one["text"].split())
        assert "nan" not in plot.text.lower(), f"{name} at {values}: {plot.text}"
        assert len(plot.text) < 240, f"{name}: too long a sentence: {plot.text}"
    for label, values in plot.tries.items():
        move(plot, values)
        assert plot.problem == "", f"{name}: try {label!r}: {plot.problem}"
        changes = shown(plot) != first or same(values, start)  # a page may start at it
        assert changes, f"{name}: try {label!r} changes nothing"
        assert not (wrong := spoilt(plot)), f"{name}: try {label!r}: {wrong}"
    plot.reset()
    plot.rest()
    restored = plot.panel.picture == crisp
    assert restored, f"{name}: reset brings another picture"


def plays(animated, name, rng):
    """An animation's frames follow each control, and are the same twice."""
    frames, controls = view_of(animated), animated.plot.controls
    start = {each: control.start for each, control in controls.items()}
    for moved, control in controls.items():
        last_ones = set()
        for value in control.ends():
            for frame in itertools.islice(frames({**start, moved: value}), FRAMES):
                animated.plot.show(frame)
                text = animated.plot.text
                assert "nan" not in text.lower(), f"{name} at {moved} = {value}: {text}"
                assert not HYPHEN_OR_POWER.search(text), f"{name}: {text}"
                assert len(text) < 240, f"{name}: too long a sentence: {text}"
                wrong = spoilt(animated.plot)
                assert not wrong, f"{name} at {moved} = {value}: {wrong}"
            last_ones.add(shown(animated.plot))
        assert len(last_ones) == len(control.ends()), f"{name}: {moved} changes nothing"
    values = {each: drawn(control, rng) for each, control in controls.items()}
    twice = [list(itertools.islice(frames(values), FRAMES)) for _ in range(2)]
    assert same(*twice), f"{name} is not the same twice at {values}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_control_has_its_own_name_and_every_widget_follows_it_from_end_to_end(source):
    pictures = solved(source.stem, painted=True).pictures
    assert pictures, f"{source.stem} has nothing to move"
    moving = [one for one in pictures if isinstance(one, Animation)]
    widgets = [one for one in pictures if not isinstance(one, Animation)]
    for plot in (*widgets, *(one.plot for one in moving)):
        controls = plot.controls
        labels = [control.label for control in controls.values()]
        assert len(set(labels)) == len(labels)
        assert all(label == label.strip() != "" for label in labels)
    rng = np.random.default_rng(SEED)
    for plot in widgets:
        follows(plot, f"{source.stem}: {view_name(plot)}", rng)
    for animated in moving:
        plays(animated, f"{source.stem}: {view_name(animated)}", rng)
