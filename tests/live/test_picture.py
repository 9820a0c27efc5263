"""From arrays to pixels: each kind of artist moves, axes are redrawn only when they change."""

import io

import numpy as np
import pytest
from PIL import Image

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


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png))).astype(int)


@pytest.mark.parametrize("name", CHANGES)
def test_each_kind_of_artist_moves_as_if_drawn_anew(name):
    moved, anew = Picture(draw_all, (6, 3)), Picture(draw_all, (6, 3))
    for picture in (moved, anew):
        picture.lay_out(values(), values(**{name: CHANGES[name]}))
    before = pixels(moved.png(MOVING))
    moved.move(values(**{name: CHANGES[name]}))
    after = pixels(moved.png(MOVING))
    anew.move(values(**{name: CHANGES[name]}))
    assert not np.array_equal(before, after)
    assert np.array_equal(after, pixels(anew.png(MOVING)))


def full_draws(picture):
    count = []
    draw = picture._canvas.draw
    picture._canvas.draw = lambda: (count.append(1), draw())
    return count


def test_axes_are_drawn_again_only_when_limits_change():
    picture = Picture(draw_all, (6, 3))
    picture.move(values())
    picture.png(MOVING)
    count = full_draws(picture)
    for level in (1, 2, 3):
        picture.move(values(line=([0, 1], [0, level])))
        picture.png(MOVING)
    assert len(count) == 0
    for _ in range(3):  # there and back: the backgrounds of both pairs of limits are kept
        for top in (5, 1):
            picture.move(values(axes={"xlim": (0, 1), "ylim": (0, top)}))
            picture.png(MOVING)
    assert len(count) == 1


def test_only_so_many_backgrounds_are_kept_and_only_one_crisp_one(monkeypatch):
    monkeypatch.setattr(snn_edu.live.picture, "KEPT", 3)
    picture = Picture(draw_all, (6, 3))
    for top in range(1, 6):
        picture.move(values(axes={"ylim": (0, top)}))
        picture.png(MOVING)
        picture.png(CRISP)
    count = full_draws(picture)
    for top in (5, 3):  # the last ones shown
        picture.move(values(axes={"ylim": (0, top)}))
        picture.png(MOVING)
    picture.move(values(axes={"ylim": (0, 5)}))
    picture.png(CRISP)
    assert len(count) == 0
    picture.move(values(axes={"ylim": (0, 2)}))
    picture.png(MOVING)
    assert len(count) == 1
    picture.png(CRISP)
    assert len(count) == 2
    picture.move(values(axes={"ylim": (0, 5)}))
    picture.png(CRISP)
    assert len(count) == 3


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


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda figure: figure.subplots().plot([], []), "must return the moving artists by name"),
        (lambda figure: {"v": "line"}, "'v' is str, not an artist"),
    ],
)
def test_a_drawing_without_artists_is_refused(draw, message):
    with pytest.raises(TypeError, match=message):
        Picture(draw, (6, 3))


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
