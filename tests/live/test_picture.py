"""From arrays to pixels: each kind of artist moves, axes are redrawn only when they change."""

import numpy as np
import pytest
from ranges import refused

import snn_edu.live.picture
from snn_edu.live.picture import CRISP, MOVING, Picture


def draw_all(figure):
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 1), ylim=(0, 1))
    right.set(xlim=(-0.5, 2.5), ylim=(0, 10))
    return {
        "axes": left,
        "line": left.plot([], [])[0],
        "note": left.text(0.1, 0.9, ""),
        "image": left.imshow(np.zeros((2, 2)), extent=(0, 0.2, 0, 0.2), vmin=0, vmax=1),
        "patch": left.axvspan(0, 0.1, color="r"),
        "bars": right.bar([0, 1, 2], [0, 0, 0]),
    }


def values(**changed):
    return {
        "axes": {"xlim": (0, 1), "ylim": (0, 1)},
        "line": ([0, 1], [0, 1]),
        "note": "before",
        "image": np.zeros((2, 2)),
        "patch": {"alpha": 0.1},
        "bars": [{"height": 1}, {"height": 2}, {"height": 3}],
        **changed,
    }


CHANGES = {
    "axes": {"ylim": (0, 2)},
    "line": ([0, 1], [1, 0]),
    "note": "after",
    "image": np.ones((2, 2)),
    "patch": {"alpha": 0.9},
    "bars": [{"height": 1}, {"height": 2}, {"height": 9}],
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_kind_of_artist_moves_as_if_drawn_anew(name):
    moved, anew = Picture(draw_all, (6, 3)), Picture(draw_all, (6, 3))
    changed = values(**{name: CHANGES[name]})
    for picture in (moved, anew):
        picture.lay_out(values(), changed)
    before = moved.png(MOVING)
    moved.move(changed)
    anew.move(changed)
    assert before != moved.png(MOVING) == anew.png(MOVING)


def draws(picture, *shown):
    """How often the axes are drawn when they reach so far up, at such a resolution."""
    count, draw = [], picture._canvas.draw
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture._canvas, "draw", lambda: (count.append(1), draw()))
        for top, dpi in shown:
            picture.move(values(axes={"xlim": (0, 1), "ylim": (0, top)}, line=([0, 1], [0, dpi])))
            picture.png(dpi)
    return len(count)


def test_axes_are_drawn_once_for_their_limits_and_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(snn_edu.live.picture, "KEPT", 3)
    picture = Picture(draw_all, (6, 3))
    assert draws(picture, *[(1, MOVING)] * 3, *[(2, MOVING), (1, MOVING)] * 3) == 2
    assert draws(picture, *[(top, dpi) for top in (3, 4, 5) for dpi in (MOVING, CRISP)]) == 6
    assert draws(picture, (5, MOVING), (3, MOVING), (5, CRISP)) == 0  # the last ones shown
    assert draws(picture, (2, MOVING)) == 1
    assert draws(picture, (2, CRISP), (5, CRISP)) == 2  # one crisp one is kept


def draw_long_labels(figure):
    ax = figure.subplots()
    ax.set(ylabel="rate (Hz)")
    return {"axes": ax}


def test_axes_have_room_for_the_widest_labels_and_never_shift():
    frames = [{"axes": {"ylim": (0, top)}} for top in (1.0, 200.0, 0.0002, 3e6)]
    picture = Picture(draw_long_labels, (3, 2))
    picture.lay_out(*frames)
    (ax,) = picture.figure.axes
    place = ax.get_position().bounds
    for frame in frames:
        picture.move(frame)
        picture.png(MOVING)
        assert ax.get_position().bounds == place
        box = ax.get_tightbbox(picture._canvas.get_renderer())
        assert box.x0 >= 0
        assert box.y0 >= 0
        assert box.x1 <= 300
        assert box.y1 <= 200


test_a_drawing_without_artists_is_refused = refused(
    (lambda figure: figure.subplots().plot([], []), "must return the moving artists by name"),
    (lambda figure: {"v": "line"}, "'v' is str, not an artist"),
    error=TypeError,
    of=lambda draw: Picture(draw, (6, 3)),
)


def test_what_an_artist_cannot_take_is_refused_by_its_name():
    picture = Picture(draw_all, (6, 3))
    with pytest.raises(ValueError, match="'bars'"):
        picture.move(values(bars=[{"height": 1}]))
    with pytest.raises(ValueError, match="'axes': an axes moves its xlim and ylim"):
        picture.move(values(axes={"title": "which only a PNG would show"}))
    with pytest.raises(AttributeError, match="'patch'"):
        picture.move(values(patch={"no_such_property": 1}))


def test_words_have_the_room_of_the_first_frame_and_labels_that_of_all():
    def draw(figure):
        ax = figure.subplots()
        return {"axes": ax, "words": ax.text(1.02, 0.5, "", transform=ax.transAxes)}

    def place(*frames):
        picture = Picture(draw, (7.0, 3.2))
        picture.lay_out(*({"axes": {"ylim": (0, top)}, "words": said} for top, said in frames))
        return picture.figure.axes[0].get_position().bounds

    first = place((3.0, "2 of 9"), (11000.0, "2 of 9"))
    assert place((3.0, "2 of 9"), (11000.0, "199 of 900")) == first
    assert place((3.0, "199 of 900"), (11000.0, "2 of 9")) != first
    assert place((3.0, "2 of 9")) != first


def test_a_mark_at_the_edge_does_not_move_the_axes():
    """Drawn beyond its axes it would be given room, and the axes would stand elsewhere."""

    def draw(figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 1))
        (mark,) = ax.plot([], [], "o", ms=120, clip_on=False)
        return {"axes": ax, "mark": mark}

    places = []
    for x in (0.5, 0.0):
        picture = Picture(draw, (6, 3))
        picture.move({"axes": {"ylim": (0, 1)}, "mark": ([x], [0.5])})
        picture.png(MOVING)
        places.append(picture.figure.axes[0].get_position().bounds)
    assert places[0] == places[1]
