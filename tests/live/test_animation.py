"""The picture that moves by itself: every frame in order, capped, stopped, restarted."""

import asyncio
import itertools
import logging
import signal
import threading
import time

import pytest

from snn_edu.live import animate, slider
from snn_edu.live.animation import AHEAD, PATIENCE

VIEW = "application/vnd.jupyter.widget-view+json"


def draw_dot(figure):
    ax = figure.subplots()
    ax.set(xlim=(0, 100), ylim=(0, 1))
    return {"dot": ax.plot([], [], "ko")[0]}


def frame(k):
    return {"dot": ([k], [0.5]), "text": f"frame {k}"}


def first(count):
    """Frames of a run of `count`; None: without end."""
    return lambda controls: map(frame, itertools.count() if count is None else range(count))


def tilted(controls):
    """Frames that say the control's value and their number."""
    for k in range(3):
        yield {"dot": ([controls["rate"]], [k / 3]), "text": f"rate {controls['rate']:g}, {k}"}


def rated(frames=tilted, **settings):
    return animate(
        frames, draw_dot, rate=slider("rate", 0, 50, start=5.0, unit="Hz"), still=2, **settings
    )


def texts_shown(animation):
    shown = []
    animation.panel.observe(lambda change: shown.append(change["new"]), "text")
    return shown


def press(animation, at=0.0):
    """As the button on the page does, from another thread than the loop's."""
    message = {"press": at}
    thread = threading.Thread(target=animation.panel._handle_custom_msg, args=(message, []))
    thread.start()
    thread.join()


def page_turns(animation, rate, **request):
    animation.panel.set_state({"values": {"rate": rate}, "request": request})


async def until(happened):
    while not happened():
        await asyncio.sleep(0.005)


def play(story):
    return asyncio.run(asyncio.wait_for(story(), 30))


def test_what_is_stored_is_the_frame_asked_for_and_the_page_begins_with_the_first():
    for frames, still, said in ((10, 4, "frame 4"), (3, 4, "frame 2"), (3, 0, "frame 0")):
        animation = animate(first(frames), draw_dot, still=still)
        begin = animation.plot.png()
        stored = animation._repr_mimebundle_()[0]
        assert stored["text/plain"] == said
        assert f'alt="{said}"' in stored["text/html"] == animation.html()
        assert animation.plot.text == "frame 0"
        assert animation.plot.png() == begin


def clicking(times, span=50.0):
    return lambda controls: ({**frame(k), "clicks": (times, span)} for k in range(3))


def test_what_can_be_heard_of_a_frame_is_sent_with_it_and_silence_too():
    assert animate(first(2), draw_dot).panel.clicks == {}  # no button there
    for times in ([0.0, 12.5, 50.0], []):
        animation = animate(clicking(times), draw_dot, fps=30)
        assert animation.panel.clicks == {"at": times, "span": 50.0}
        sent = []
        animation.panel.observe(lambda change, sent=sent: sent.append(change["new"]), "clicks")
        asyncio.run(animation.run())
        assert [each["at"] for each in sent] == [times] * 3
        assert len({each["number"] for each in sent}) == 3  # so the page hears of each


@pytest.mark.parametrize(
    ("times", "span", "said"),
    [
        ([60.0], 50.0, r"clicks: each\[0\] = 60 ms: allowed is 0 to 50 ms"),
        ([-1.0], 50.0, r"clicks: each\[0\] = -1 ms"),
        ([1.0], 0.0, "clicks: how long a frame is heard = 0"),
    ],
)
def test_a_click_that_its_frame_does_not_last_to_is_refused(times, span, said):
    with pytest.raises(ValueError, match=said):
        animate(clicking(times, span), draw_dot)


def test_a_page_with_a_kernel_does_not_wait_for_the_stored_frame():
    def frames(controls):
        yield frame(0)
        raise AssertionError("computed")

    data, _ = animate(frames, draw_dot, still=5)._repr_mimebundle_(include=[VIEW])
    assert VIEW in data


def test_every_frame_is_shown_once_in_order_no_faster_than_its_cap_and_the_last_stays():
    animation = animate(first(12), draw_dot, fps=30, still=5)
    shown, start = texts_shown(animation), time.monotonic()
    asyncio.run(animation.run())
    assert time.monotonic() - start >= 11 / 30
    assert shown == [f"frame {k}" for k in range(1, 12)]  # the first stood there
    assert not animation.panel.running
    assert animation.plot.html() == animate(first(12), draw_dot, still=11).html()
    shown.clear()
    asyncio.run(animation.run())  # once more, from the beginning
    assert shown[0] == "frame 0"


@pytest.mark.slow
def test_frames_wait_for_a_page_that_draws_slowly_and_not_for_one_that_is_gone():
    animation = rated(first(None), fps=30.0)
    panel, behind = animation.panel, []
    panel.observe(lambda change: behind.append(change["new"] - panel.drawn), "answers")

    async def story():
        running = asyncio.ensure_future(animation.run())
        for drawn in range(panel.answers, panel.answers + 12):
            panel.set_state({"drawn": drawn + 1})
            await asyncio.sleep(0.08)
        slow = len(behind)
        assert max(behind) == AHEAD + 1
        assert slow <= 12 + AHEAD + 2, "it ran ahead"
        await until(lambda: len(behind) > slow + 30)  # the page says nothing any more
        animation.stop()
        await running

    begin = time.monotonic()
    play(story)
    assert time.monotonic() - begin >= 0.96 + PATIENCE


@pytest.mark.parametrize("count", [1, 2, 8, 9])
def test_only_an_odd_number_of_quick_presses_leaves_it_running(count):
    async def story():
        animation = animate(first(None), draw_dot, fps=30)
        shown = texts_shown(animation)
        for _ in range(count):
            press(animation)
            await asyncio.sleep(0.011)
        assert animation.panel.running == bool(count % 2)
        before = len(shown)
        await (until(lambda: len(shown) > before + 1) if count % 2 else asyncio.sleep(0.2))
        assert (len(shown) > before) == animation.panel.running == bool(count % 2)
        animation.stop()
        return shown

    numbers = [int(text.split()[1]) for text in play(story)]
    assert numbers == list(range(1, 1 + len(numbers)))  # one run, not two


def test_a_run_that_waits_in_the_middle_keeps_its_picture_and_goes_on_with_present_values():
    async def story():
        animation = rated()
        panel = animation.panel
        assert (panel.running, panel.begun) == (False, False)
        press(animation)
        await until(lambda: panel.begun)
        assert panel.running
        press(animation)
        assert (panel.running, panel.begun) == (False, True)
        shown = animation.plot.text
        page_turns(animation, 30.0)
        assert animation.plot.text == shown
        press(animation)
        await until(lambda: not panel.running)
        assert animation.plot.text == "rate 30, 2"
        assert not panel.begun

    play(story)


def test_a_pause_is_answered_though_it_overtook_what_the_page_asked_for_before():
    async def story():
        animation = rated(first(None))
        panel = animation.panel
        press(animation, at=10.0)
        await until(lambda: panel.begun)
        assert panel.answered_at == 10.0
        press(animation, at=30.0)
        await until(lambda: not animation._active)
        assert panel.answered_at == 30.0  # or the page would wait for an answer for good
        page_turns(animation, 30.0, at=20.0)  # the slider moved before the pause
        assert panel.answered_at == 30.0
        page_turns(animation, 30.0, at=40.0, rest=40.0)
        assert panel.answered_at == 40.0

    play(story)


@pytest.mark.parametrize("count", [1, 2])
def test_an_interrupt_pauses_every_animation_and_leaves_the_handler_as_it_was(count):
    async def story():
        found = [animate(first(None), draw_dot, fps=30) for _ in range(count)]
        for animation in found:
            press(animation)
        await until(lambda: all(animation.panel.begun for animation in found))
        signal.raise_signal(signal.SIGINT)
        await until(lambda: not any(animation.panel.running for animation in found))
        await until(lambda: not any(animation._active for animation in found))
        assert all(animation.plot.problem == "" for animation in found)

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as in a kernel between two cells
    try:
        play(story)
        kept = signal.getsignal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)  # nothing is left to stop, or to raise
    finally:
        signal.signal(signal.SIGINT, before)
    if count == 1:
        assert kept is signal.SIG_IGN


def test_an_exception_stops_it_with_its_message_and_keeps_what_it_has(caplog):
    broken = []

    def frames(controls):
        yield frame(0)
        yield frame(1)
        if broken:
            raise FloatingPointError("overflow in v")
        yield frame(2)

    animation = rated(frames)
    broken.append(True)
    with caplog.at_level(logging.ERROR, logger="snn_edu.live.live"):
        asyncio.run(animation.run())
    assert animation.plot.problem == (
        "No picture for rate = 5 Hz. FloatingPointError: overflow in v"
    )
    assert animation.plot.text == "frame 1"
    assert not animation.panel.running
    assert caplog.records[0].exc_info[0] is FloatingPointError
    broken.clear()
    asyncio.run(animation.run())
    assert animation.plot.problem == ""
    assert animation.plot.text == "frame 2"


def test_reset_from_another_thread_while_a_frame_is_computed_stops_it():
    computing = threading.Event()

    def frames(controls):
        for k in itertools.count():
            if k == 3:
                computing.set()
                time.sleep(0.2)
            yield frame(k)

    async def story():
        animation = rated(frames, fps=30)

        def page():
            computing.wait()
            page_turns(animation, 5.0, reset=1.0)

        thread = threading.Thread(target=page)
        thread.start()
        await animation.run()  # it ends
        thread.join()
        return animation

    animation = play(story)
    assert animation.plot.text == "frame 0"
    assert (animation.panel.running, animation.panel.begun) == (False, False)


def test_before_a_run_and_after_it_a_control_brings_the_frame_that_a_run_begins_with():
    animation = rated(handles={"dot": {"x": "rate"}})
    assert animation.plot.text == "rate 5, 0"
    left = animation.panel.places[0]["box"][0]
    page_turns(animation, 20.0)
    assert animation.plot.text == "rate 20, 0"
    assert animation.panel.places[0]["box"][0] > left + 50  # the handle goes along
    page_turns(animation, 5.0)
    assert animation.plot.text == "rate 5, 0"
    page_turns(animation, 20.0)
    asyncio.run(animation.run())
    assert animation.plot.text == "rate 20, 2"
    page_turns(animation, 30.0)
    assert animation.plot.text == "rate 30, 0"


def test_reset_brings_the_very_first_picture_without_computing_it_again():
    computed = []

    def frames(controls):
        for one in tilted(controls):
            computed.append(one["text"])
            yield one

    animation = rated(frames)
    begin = animation.panel.picture
    page_turns(animation, 20.0)
    computed.clear()
    for when in (1.0, 2.0):
        page_turns(animation, 5.0, reset=when)
        assert animation.panel.picture == begin
        assert animation.panel.step == {}
    assert computed == []


def test_without_a_loop_the_button_says_so(caplog):
    animation = animate(first(2), draw_dot)
    press(animation)
    assert "no event loop" in animation.plot.problem
    assert not animation.panel.running


@pytest.mark.parametrize(
    ("count", "settings", "message"),
    [
        (2, {"fps": 100}, r"fps = 100 Hz: allowed is 0.1 to 30 Hz"),
        (2, {"still": -1}, "still = -1"),
        (0, {}, "frames yields nothing"),
    ],
)
def test_its_arguments_are_checked(count, settings, message):
    with pytest.raises(ValueError, match=message):
        animate(first(count), draw_dot, **settings)
