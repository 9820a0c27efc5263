"""A test before and after each part of the course: eight objectives, asked twice.

The two forms of a part ask the same objectives in other situations, with other numbers, and the
wrong choices come from the same misconceptions. Nothing is said to an answer.
"""

from snn_edu.questions.inventory.item import RIGHT, WHEN, Form, Part, When, form, told
from snn_edu.questions.inventory.part_1 import PART_1
from snn_edu.questions.inventory.part_2 import PART_2
from snn_edu.questions.inventory.part_3 import PART_3
from snn_edu.questions.inventory.part_4 import PART_4
from snn_edu.questions.inventory.part_5 import PART_5

__all__ = ["PARTS", "RIGHT", "WHEN", "Form", "Part", "When", "form", "told"]

PARTS: dict[int, Part] = {1: PART_1, 2: PART_2, 3: PART_3, 4: PART_4, 5: PART_5}
