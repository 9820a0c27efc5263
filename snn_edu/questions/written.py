r"""What a lesson asks, written as text: `questions.md`, beside the Python that judges the answers.

    # which_synapses                a prediction; `# quiz_...` is one of the quiz
    What is asked.
    - a choice
      What is said to it besides.
    * the right choice
    why: Why.
    asks: {'alpha': 2.0}            the controls that it is about: its picture starts elsewhere

    # how_long                      without choices the answer is a number
    What is asked.
    answer: 14 ms
    tolerance: 0.5
    because: the reason for it
    why: Why.
    wrong: 28                       a number that is foreseen
      What is said to it.

    # potential                     an exercise: it has a solution, as a learner would write it
    What is asked.

        def potential(t, times, w, K):
            ...

    hint: A hint.
    why: What is said to the right answer.
    slip: w[i] * ->                 the solution with this change (`a -> b; c -> d`: with both)
      What is said to it.
    slip: = np.maximum(right, 0)    an expression of the arguments and of `right`, what is right
      What is said to it. {got:.2f} and {expected:.2f} are the two numbers.
    slip:                           or all of it, written out
        def potential(t, times, w, K):
            ...
      What is said to it.
    case: 0.0, 1.0                  arguments of a simpler call
      What is said if that goes wrong.
    holds: right.max() < 1          below a slip or a case: what makes its words true, for a test
    else: What is said to an answer of which nothing is known.

A line that is indented by two goes on with the one before. In a change ``\n`` ends a line; what
stands there several times is changed everywhere. An exercise may also have `unit`, `tolerance` and
`because`. Code is run among the names of the module; words between braces are filled in from there,
or from what is `given`, and the others when an answer is judged. What `holds` is an expression of
the arguments and of `right`; of a slip also of `got`, its result, where it first differs.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from string import Formatter, ascii_lowercase
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, NoReturn

import numpy as np

from snn_edu.questions.answers import Inputs
from snn_edu.questions.exercise import Exercise
from snn_edu.questions.feedback import Wrong
from snn_edu.questions.prediction import Prediction, dealt
from snn_edu.questions.slips import simpler

Names = dict[str, Any]  # of a module: what code in its text can use

ONCE = ("why", "asks", "answer", "unit", "tolerance", "because", "else")
WORDS = (*ONCE, "slip", "case", "holds", "hint", "wrong")
MARK = re.compile(rf"({'|'.join(WORDS)}):(?: |$)|([-*]) ")
#: What is hardly a sentence of a question, and not quite a mark.
NEARLY = re.compile(rf"(?i:{'|'.join(WORDS)})\s*:|[-#\u2013\u2014\u2022]|\*[^*]*$")
TYPOGRAPHIC = str.maketrans("\u2212\u2013\u2014\u2018\u2019\u201c\u201d", "---''\"\"")
OF_BOTH = {"ask", "why", "tolerance", "because"}
OF_A_PREDICTION = OF_BOTH | {"-", "*", "asks", "answer", "wrong"}
OF_AN_EXERCISE = OF_BOTH | {"hint", "slip", "case", "else", "unit"}


@dataclass(frozen=True, kw_only=True)
class Judging:
    """How an exercise is judged, which is no text; the attributes are those of `Exercise`.

    Attributes
    ----------
    oracle, tries, judge, examined
        As there. With `case` in the text there is an `examined` already.
    solution
        The right answer, where the text's uses what only the notebook has.
    given
        What the words between braces are, and the names that the code uses besides the module's.
        An `oracle`, a `judge`, an `examined` or a `solution` in it is the exercise's.
    own
        ``own(rng)`` gives other values for what is `given`: for each student their own.
    """

    oracle: object = None
    tries: tuple[Inputs, ...] = ()
    judge: Callable[[Any], str | None] | None = None
    examined: Callable[[Any], str] | None = None
    solution: object = None
    given: Mapping[str, Any] | None = None
    own: Callable[[np.random.Generator], Mapping[str, Any]] | None = None


class Asked(NamedTuple):
    """What a text holds, each in its order."""

    predictions: tuple[Prediction, ...]
    exercises: tuple[Exercise, ...]
    quiz: tuple[Prediction, ...]


def read(names: Names, /, **judged: Judging) -> Asked:
    """The predictions, exercises and quiz of the `questions.md` that stands beside a module.

    Parameters
    ----------
    names
        The module's ``globals()``.
    judged
        By exercise, how it is judged.

    Raises
    ------
    ValueError
        A line that is none of the form's, an exercise without a solution or of which nothing says
        how it is judged, a change of what is not in the solution: by file and line.
    """
    path = Path(names["__file__"]).with_name("questions.md")
    names = {"np": np, **names}
    predictions: list[Prediction] = []
    exercises: list[Exercise] = []
    quiz: list[Prediction] = []
    for part in parts(path):
        if part.code is None:
            part.refuse_if(part.name in judged, "an exercise has its solution, indented by four")
            (quiz if part.name.startswith("quiz_") else predictions).append(_prediction(part))
        else:
            part.refuse_if(part.name not in judged, f"say {part.name}=Judging(...) to `read`")
            exercises.append(_exercise(part, names, judged[part.name]))
            names[part.name] = exercises[-1].solution  # later ones may use it
    missing = set(judged) - {each.name for each in exercises}
    if missing:
        raise ValueError(
            f"{path.parent.name}/questions.md: there is no exercise {', '.join(missing)}."
        )
    every = dealt([*predictions, *quiz], path.parent.name)
    return Asked(every[: len(predictions)], tuple(exercises), every[len(predictions) :])


def named(exercises: Iterable[Exercise], name: str) -> Exercise:
    """The exercise of this name."""
    return next(each for each in exercises if each.name == name)


# --- The form. ------------------------------------------------------------------------------------


@dataclass
class Line:
    """What begins with a mark: its first line, what is indented below it, and what holds then."""

    mark: str
    first: str
    number: int
    more: str = ""
    code: str | None = None
    holds: str = ""

    @property
    def text(self) -> str:
        """All of it on one line."""
        return f"{self.first} {self.more}".strip()


@dataclass
class Part:
    """A question: its name, its lines, and the solution if it is an exercise."""

    path: Path
    name: str
    number: int
    lines: list[Line]
    code: str | None = None

    def of(self, mark: str) -> list[Line]:
        """The lines with this mark."""
        return [line for line in self.lines if line.mark == mark]

    def text(self, mark: str) -> str:
        """What is said there, or nothing."""
        return " ".join(line.text for line in self.of(mark))

    def refuse(self, number: int, said: object) -> NoReturn:
        """Say what is wrong, and where."""
        where = f"{self.path.parent.name}/{self.path.name}, line {number}"
        raise ValueError(f"{where}, {self.name!r}: {said}.") from None

    def refuse_if(self, problem: bool, said: str) -> None:
        """Refuse the question as a whole."""
        if problem:
            self.refuse(self.number, said)

    def value(self, mark: str, read: Callable[[str], Any] = float, expected: str = "0.5") -> Any:
        """What is read there, or None."""
        return next((self.read(line, line.text, read, expected) for line in self.of(mark)), None)

    def read(
        self, line: Line, text: str, read: Callable[[str], Any] = float, expected: str = "0.5"
    ) -> Any:
        """What is read in a text."""
        try:
            return read(text)
        except (ValueError, SyntaxError, NameError) as error:
            return self.refuse(line.number, f"`{line.mark}`: {error}; write it as {expected}")


def parts(path: Path) -> Iterator[Part]:
    """The questions of a text."""
    part: Part | None = None
    begun: dict[str, int] = {}
    for number, line in enumerate(_lines(path), 1):
        if line.startswith("# "):
            if part:
                yield _whole(part)
            part = Part(path, line[2:].strip(), number, [])
            part.refuse_if(not part.name.isidentifier(), "a question's name is a word, as `h_2`")
            first = begun.setdefault(part.name, number)
            part.refuse_if(first < number, f"there is a question of that name in line {first}")
        elif part is None:
            if line.strip():
                Part(path, "", number, []).refuse(number, "a question begins with `# name`")
        else:
            _add(part, line, number)
    if part:
        yield _whole(part)


def _lines(path: Path) -> list[str]:
    """The lines of a text; an editor may have begun it with a byte order mark."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        Part(path, "", number, []).refuse(number, "expected UTF-8, as which an editor can save it")


def _add(part: Part, line: str, number: int) -> None:
    """Take in a line of a question."""
    if line.strip() and set(line[: -len(line.lstrip())]) - {" "}:
        part.refuse(number, "no tab, and no fixed space: two spaces before words, four before code")
    last = part.lines[-1] if part.lines else None
    open_slip = last is not None and last.mark == "slip" and not last.first and not last.more
    if not line.strip():
        if last and last.code is not None and open_slip:
            last.code += "\n"
        elif part.code is not None and last and last.mark == "ask":
            part.code += "\n"
    elif line.startswith("    ") and last and open_slip:
        last.code = f"{last.code or ''}{line[4:]}\n"
    elif line.startswith("    ") and last and last.mark == "ask":
        part.code = f"{part.code or ''}{line[4:]}\n"
    elif line.lstrip().startswith("holds: ") and line.startswith(" "):
        part.refuse(number, "`holds:` stands at the margin, below what is said")
    elif line.startswith("  ") and last and last.mark != "ask":
        last.more = f"{last.more} {line.strip()}".strip()
    elif line.startswith("holds: ") and last and last.mark in ("slip", "case"):
        last.holds = line.removeprefix("holds: ")
    elif (mark := MARK.match(line)) and mark[1] != "holds":
        part.lines.append(Line(mark[1] or mark[2], line[mark.end() :].strip(), number))
    elif not line.startswith(" ") and (
        last is None or (last.mark == "ask" and part.code is None and not NEARLY.match(line))
    ):
        if last is None:
            part.lines.append(Line("ask", line, number))
        else:
            last.first += f" {line}"
    else:
        marks = ", ".join(f"`{each}: `" for each in WORDS)
        part.refuse(
            number,
            f"{line.strip()!r}: expected `# ` and a name, `- ` or `* ` and a choice, {marks}, or "
            "spaces: two before what goes on, four before code",
        )


def _whole(part: Part) -> Part:
    """The question, once it is known to have what it needs."""
    for mark in ONCE:
        if len(part.of(mark)) > 1:
            part.refuse(part.of(mark)[1].number, f"a second `{mark}:`")
    part.refuse_if(not part.text("ask"), "it asks nothing")
    known = OF_A_PREDICTION if part.code is None else OF_AN_EXERCISE
    for line in part.lines:
        if line.mark in ("slip", "case", "wrong") and not line.more:
            part.refuse(line.number, f"what is said to it? Two spaces, below the `{line.mark}:`")
        if line.mark not in known:
            kind = "has no solution, indented by four" if part.code is None else "has a solution"
            part.refuse(line.number, f"`{line.mark}` belongs to no question that {kind}")
        if not line.text:
            part.refuse(line.number, f"nothing stands behind `{line.mark}`")
    if part.code is None:
        right = [*part.of("*"), *part.of("answer")]
        part.refuse_if(len(right) != 1, "one right choice, with `* `, or one `answer:`")
        choices = [line.first for line in part.lines if line.mark in "-*"]
        part.refuse_if(len(choices) == 1, "it has one choice alone: others begin with `- `")
        part.refuse_if(not part.text("why"), "`why:` is missing, which is said to each answer")
        part.refuse_if(len({*choices}) < len(choices), "two of its choices are the same")
    return part


# --- Predictions. ---------------------------------------------------------------------------------


def _prediction(part: Part) -> Prediction:
    choices = [line for line in part.lines if line.mark in "-*"]
    letters = dict(zip(ascii_lowercase, choices, strict=False))
    _, _, unit = part.text("answer").partition(" ")
    value = part.value("answer", lambda text: float(text.partition(" ")[0]), "14 ms")
    said: list[tuple[str | float, str]]
    said = [(letter, line.more) for letter, line in letters.items() if line.more]
    said += [(part.read(line, line.first), line.more) for line in part.of("wrong")]
    asks = part.value("asks", lambda text: eval(text, {}), "{'tau': 3.0}")
    try:
        return Prediction(
            name=part.name,
            question=part.text("ask"),
            choices=tuple(line.first for line in choices),
            answer=next((k for k, line in letters.items() if line.mark == "*"), value),
            unit=unit,
            why=part.text("why"),
            wrong=tuple(Wrong(answer, words) for answer, words in said),
            asks=asks,
            tolerance=part.value("tolerance"),
            because=part.text("because"),
        )
    except ValueError as error:
        part.refuse(part.number, error)


# --- Exercises. -----------------------------------------------------------------------------------


def _exercise(part: Part, names: Names, judging: Judging) -> Exercise:
    part.refuse_if(bool(part.of("tolerance")) > bool(part.of("because")), "`because:` is missing")
    first = _filled(part, names, judging.given or {}, judging)
    own = judging.own
    if own is None:
        return first

    def drawn(rng: np.random.Generator) -> Names:
        theirs = _filled(part, names, own(rng), judging)
        changed = "ask shown solution oracle judge wrong examined hints why"
        return {field: getattr(theirs, field) for field in changed.split()}

    return replace(first, own=drawn)


def _filled(part: Part, names: Names, given: Mapping[str, Any], judging: Judging) -> Exercise:
    """The exercise with what is given, and the words between braces filled in."""
    names = {**names, **given}
    shown = _say(part.code or "", names).rstrip()
    right = given.get("solution", judging.solution)
    if right is None:
        right = _run(part, part.number, shown, names)
    arguments = list(inspect.signature(right).parameters) if judging.tries else []
    names = {**names, part.name: right}
    kept = {"got", "expected", *arguments}

    def said(text: str) -> str:
        return _say(text, {name: each for name, each in names.items() if name not in kept})

    def awaits(line: Line, *known: str) -> str:
        """What is said once an answer's numbers fill it."""
        text = said(line.more)
        for _, field, *_ in part.read(line, text, lambda text: [*Formatter().parse(text)], "{got}"):
            if field is not None and re.split(r"\W", field)[0] not in known:
                part.refuse(line.number, f"{{{field}}}: expected {' or '.join(known)}")
        return text

    cases = [
        (
            _run(part, line.number, f"case = ({line.first},)", names),
            awaits(line, "got", "expected"),
        )
        for line in part.of("case")
    ]
    examined = simpler(right, *cases) if cases else given.get("examined", judging.examined)
    if otherwise := part.text("else"):
        known = examined
        examined = lambda answer: (known(answer) if known else "") or otherwise  # noqa: E731
    return Exercise(
        name=part.name,
        ask=said(part.text("ask")),
        shown=f"\n{shown}\n",
        solution=right,
        oracle=given.get("oracle", judging.oracle),
        tries=judging.tries,
        judge=given.get("judge", judging.judge),
        wrong=tuple(
            Wrong(
                _slip(part, line, shown, arguments, right, names),
                awaits(line, "got", "expected", *arguments),
            )
            for line in part.of("slip")
        ),
        examined=examined,
        hints=tuple(said(line.text) for line in part.of("hint")),
        why=said(part.text("why")),
        unit=part.text("unit"),
        tolerance=part.value("tolerance"),
        because=part.text("because"),
    )


def _slip(
    part: Part, line: Line, shown: str, arguments: list[str], right: Any, names: Names
) -> object:
    """The answer that a slip makes: written out, an expression, or the solution with changes."""
    if line.code is not None:
        return _run(part, line.number, line.code, names)
    if line.first.startswith("= "):
        expression = line.first[2:].strip()
        if not arguments:
            return _run(part, line.number, f"slip = {expression}", {**names, "right": right})
        listed, known = ", ".join(arguments), ""
        if re.search(r"\bright\b", expression):
            known = f"right = _right({listed}); "
        text = f"def slip({listed}): {known}return {expression}"
        return _run(part, line.number, text, {**names, "_right": right})
    before = shown
    for change in line.first.split(";"):
        old, arrow, new = (each.strip().replace("\\n", "\n") for each in change.partition("->"))
        if not arrow or not old:
            part.refuse(line.number, f"{change.strip()!r}: expected `old -> new` or `= expression`")
        if old not in shown:
            plain = old.translate(TYPOGRAPHIC)
            meant = f", but {plain!r} is" if plain in shown else ""
            part.refuse(line.number, f"{old!r} is not in the solution{meant}")
        shown = shown.replace(old, new)
    if shown == before:
        part.refuse(line.number, f"{line.first!r} leaves the solution as it is")
    return _run(part, line.number, shown, names)


def _run(part: Part, number: int, text: str, names: Names) -> Any:
    """Run the text; what it defines or assigns last is the answer."""
    own = dict(names)
    try:
        exec(compile(text, f"<{part.path.name}, line {number}>", "exec"), own)
    except Exception as error:
        part.refuse(number, f"{type(error).__name__}: {error}")
    defined, assigned = re.findall(r"^def (\w+)|^(\w+) = ", text, re.M)[-1]
    return own[defined or assigned]


def _say(text: str, names: Names) -> str:
    """Fill in what is known here; the rest waits for the answer."""

    def known(found: re.Match[str]) -> str:
        name = re.match(r"[^\W\d]\w*", found[1])
        if name and name[0] in names and not isinstance(names[name[0]], FunctionType | ModuleType):
            return str(eval(f"f{found[0]!r}", dict(names)))
        return found[0]

    return re.sub(r"\{([^{}]+)\}", known, text)
