"""What an exercise must bring along."""

from ranges import refused

from snn_edu.questions.asked import Exercise

test_an_exercise_without_what_it_needs_is_refused = refused(
    ({"oracle": None}, "'half': give it an oracle, a judge or both"),
    ({"tolerance": 0.1}, "say in `because` why 0.1"),
    ({"tolerance": 0.0}, "say in `because` why 0"),
    ({"tries": (1.0, 2.0)}, "each of its tries is a tuple"),
    of=lambda given: Exercise(
        **{"name": "half", "ask": "?", "solution": 2.0, "oracle": 2.0} | given
    ),
)
