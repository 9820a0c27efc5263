"""Studies: published networks and experiments rebuilt, run and measured."""

from snn_edu.studies import article, bug_museum
from snn_edu.studies.article import NEVER, PATTERN, Faults
from snn_edu.studies.balanced import CUBA, Brunel
from snn_edu.studies.song_2000 import Competition, CompetitionState, Inputs

__all__ = [
    "CUBA", "NEVER", "PATTERN", "Brunel", "Competition", "CompetitionState", "Faults", "Inputs",
    "article", "bug_museum"
]  # fmt: skip
