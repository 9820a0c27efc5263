"""A test before and after each part of the course: eight objectives, asked twice.

The two forms of a part ask the same objectives in other situations, with other numbers, and the
wrong choices come from the same misconceptions. Nothing is said to an answer. The questions of a
part stand in a TOML file beside this one.
"""

from snn_edu.questions.inventory.item import (
    NUMBERS,
    RIGHT,
    WHEN,
    Form,
    Part,
    When,
    form,
    read_part,
    told,
)

__all__ = ["NUMBERS", "RIGHT", "WHEN", "Form", "Part", "When", "form", "read_part", "told"]
