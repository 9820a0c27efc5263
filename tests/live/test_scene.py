"""What the page is sent to draw: the right points, in matplotlib's own order, and no more."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextPath

from snn_edu.live.picture import CRISP, MOVING, Picture, drawing_order
from snn_edu.live.scene import Letters, Recorder, Scene


def draw(figure):
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 10), ylim=(0, 5), xlabel="time (ms)", title="A title")
    right.set(xlim=(1, 1000), ylim=(0, 1), xscale="log")
    line = left.plot([], [], label="named")[0]
    left.axhline(2, zorder=4)
    left.legend()
    right.axis("off")
    return {
        "left": left,
        "line": line,
        "dots": left.plot([], [], "o", ms=5)[0],
        "words": right.text(10, 0.5, ""),
        "bar": left.add_patch(Rectangle((1, 0), 1, 0)),
    }


def frame(**changed):
    return {
        "left": {"xlim": (0, 10), "ylim": (0, 5)},
        "line": ([0, 10], [1, 4]),
        "dots": ([2.0, 4.03], [1.0, 2.03]),
        "words": "abba",
        "bar": {"height": 3},
        **changed,
    }


@pytest.fixture
def picture():
    picture = Picture(draw, (6, 3))
    picture.move(frame())
    picture.png(MOVING)
    return picture


@pytest.fixture
def scene(picture):
    return Scene(picture.figure, picture.moving)


def operations(message):
    """Each operation of a message with its own points, by unit."""
    points = np.frombuffer(message["points"], "<f4").reshape(-1, 2)
    codes = np.frombuffer(message["codes"], "u1")
    at = code = 0
    found = {}
    for unit, row in message["units"]:
        for kind, style, *rest in row:
            count = {"p": lambda n: n, "m": lambda n, k: n + k, "t": lambda *r: len(r[2])}[kind](
                *rest
            )
            coded = {"p": count, "m": rest[0], "t": 0}[kind]
            entry = kind, message["styles"][style], rest, points[at : at + count]
            found.setdefault(unit, []).append((*entry, codes[code : code + coded]))
            at += count
            code += coded
    assert (at, code) == (len(points), len(codes)), "something is left over"
    return found


def of(picture, scene, name, message):
    """What one artist draws in a message."""
    unit = list(drawing_order(picture.figure)).index(picture.artists[name])
    return operations(message)[unit]


def on_page(picture, name, x, y):
    """Pixels from the top left of a point in the axes of an artist."""
    across, up = picture.artists[name].axes.transData.transform((x, y))
    return across, picture.figure.bbox.height - up


def test_a_line_is_sent_where_it_is(picture, scene):
    picture.move(frame(line=([0, 5, 10], [1, 4, 0])))
    ((kind, style, _, points, codes),) = of(picture, scene, "line", scene.step())
    assert kind == "p"
    assert codes.tolist() == [1, 2, 2]  # move, line, line
    expected = [on_page(picture, "line", *point) for point in ((0, 1), (5, 4), (10, 0))]
    assert points == pytest.approx(np.array(expected), abs=1e-3)
    stroke, width, dashes, _, _, _, fill, clip = style
    assert (stroke, dashes, fill) == ("#000000ff", [], "")
    assert width == pytest.approx(1.8 * 100 / 72)  # the course's 1.8 points
    left, top = on_page(picture, "line", 0, 5)
    right, bottom = on_page(picture, "line", 10, 0)
    assert clip == pytest.approx((left, top, right - left, bottom - top), abs=1)


def test_a_step_is_the_same_after_a_crisp_picture(picture, scene):
    before = scene.step()
    assert picture.png(CRISP)
    assert scene.step() == before


def test_markers_are_sent_once_with_all_their_places_on_whole_pixels(picture, scene):
    ((kind, style, (outline, count), points, _),) = of(picture, scene, "dots", scene.step())
    assert (kind, count) == ("m", 2)
    expected = [on_page(picture, "dots", *point) for point in ((2, 1), (4.03, 2.03))]
    assert (np.array(expected)[1] % 1 > 0.5).all()  # the nearest pixel is the next one
    assert points[outline:].tolist() == np.floor(np.array(expected) + 0.5).tolist()
    radius = np.abs(points[:outline]).max()
    assert radius == pytest.approx(2.5 * 100 / 72, rel=0.2)  # 5 points across
    assert style[6] == "#0072b2ff"


def test_words_are_sent_as_numbered_letters_from_left_to_right(picture, scene):
    ((kind, _, (size, angle, letters), points, _),) = of(picture, scene, "words", scene.step())
    assert kind == "t"
    assert letters[0] == letters[3] != letters[1] == letters[2]  # abba
    assert (np.diff(points[:, 0]) > 0).all()
    assert np.ptp(points[:, 1]) == 0
    sizes, outlines = scene.letters.message["sizes"], scene.letters.message["points"]
    for letter, number in zip("abba", letters, strict=True):
        begin = 8 * sum(sizes[:number])  # two coordinates of four bytes
        sent = np.frombuffer(outlines[begin : begin + 8 * sizes[number]], "<f4").reshape(-1, 2)
        path = TextPath((0, 0), letter, size=1.0)
        assert sent == pytest.approx(path.vertices, abs=1e-3)
    assert (size, angle) == (pytest.approx(11 * 100 / 72, abs=1e-3), 0)
    known = scene.letters.message
    for words, more in (("baab", 0), ("§", 1)):
        picture.move(frame(words=words))
        scene.step()
        message = scene.letters.message
        assert len(message["sizes"]) == len(known["sizes"]) + more
        assert (message == known) == (more == 0)  # so the page is told
        assert sum(message["sizes"]) * 8 == len(message["points"])
        assert sum(message["sizes"]) == len(message["codes"])


def test_all_is_drawn_in_matplotlibs_own_order(picture, scene):
    for artist in picture.figure.findobj(lambda artist: artist.get_animated()):
        artist.set_animated(False)  # Figure.draw leaves those out
    recorder = Recorder(picture.figure.canvas.get_renderer(), Letters())
    whole = recorder.record(picture.figure)
    ours = [one for row in operations(scene.start).values() for one in row]
    assert len(ours) == len(whole) > 30
    for (kind, style, rest, *_), ((its_kind, its_style, *its_rest), _, _) in zip(
        ours, whole, strict=True
    ):
        assert kind == its_kind
        assert style == its_style
        if kind != "t":  # letters have other numbers
            assert rest == its_rest
    assert scene.start["points"] == b"".join(points for _, points, _ in whole)


def test_a_step_sends_what_moves_and_axes_only_with_other_limits(picture, scene):
    order = list(drawing_order(picture.figure))
    moving = {order.index(picture.artists[name]) for name in ("line", "dots", "words", "bar")}
    assert {unit for unit, _ in scene.step()["units"]} == moving
    picture.move(frame(left={"xlim": (0, 10), "ylim": (0, 50)}))
    sent = {unit for unit, _ in scene.step()["units"]}
    left, right = picture.figure.axes
    assert {order.index(artist) for artist in (left.yaxis, left.xaxis, left.title)} <= sent
    its = set(left.get_children()) & set(order) - {left.patch}  # which no limits move
    assert {order.index(artist) for artist in its} <= sent
    assert not any(order[unit].axes is right for unit in sent - moving)
    picture.move(frame())
    assert {unit for unit, _ in scene.step()["units"]} == moving


def test_axes_with_limits_that_were_there_before_are_not_drawn_again(picture, scene):
    count = []
    axis = picture.figure.axes[0].yaxis
    draw_axis = axis.draw
    axis.draw = lambda renderer: (count.append(1), draw_axis(renderer))
    for top in (50, 5, 20, 50, 20, 5, 50):
        picture.move(frame(left={"ylim": (0, top)}))
        scene.step()
    assert len(count) == 2  # 50 and 20; 5 is the start


@pytest.mark.parametrize(
    "add",
    [
        lambda ax: ax.imshow(np.eye(5), interpolation="bilinear"),
        lambda ax: ax.imshow(np.zeros((300, 300)), extent=(0, 10, 0, 5)),
        lambda ax: ax.bar([0], [1], hatch="x"),
        lambda ax: ax.plot([0, 1], [0, 1], clip_path=None)[0].set_sketch_params(1),
    ],
    ids=["a smoothed image", "an image of small pixels", "hatch", "sketch"],
)
def test_what_the_page_cannot_draw_is_refused(add):
    def draw_with(figure):
        artists = draw(figure)
        add(artists["left"])
        return artists

    picture = Picture(draw_with, (6, 3))
    picture.move(frame())
    picture.png(MOVING)
    with pytest.raises(NotImplementedError):
        Scene(picture.figure, picture.moving)
