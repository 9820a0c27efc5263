"""Pictured: a result that is its picture where the cell of a notebook ends with it.

How each kind of result is drawn stands in `plots`, above all science. It is looked up when somebody
asks for a picture, and not before: this is the one arrow of the house that points up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def new_axes(said: str) -> Axes:
    """The axes of a new figure in the course's look, which show it; `said` is it in words."""
    import snn_edu.plots

    axes: Axes = snn_edu.plots.own_figure(said).subplots()
    return axes


class Pictured:
    """What is drawn by `plot`, and shows itself in a notebook."""

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw it into `ax`, or into a new figure, and return the axes.

        Yours come from ``figure, ax = plt.subplots()``. A cell that ends with axes of a new figure
        shows them: ``ax = run.plot()``, then ``ax.set_title("Mine")``, and last ``ax``. In a script
        that has imported pyplot, ``plt.savefig("mine.png")`` and ``plt.show()`` have it.
        """
        import snn_edu.plots

        return snn_edu.plots.plot(self, ax)

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        if include is not None and "text/html" not in include:
            return {"text/plain": repr(self)}, {}
        import snn_edu.plots

        data, metadata = snn_edu.plots.picture(self)._repr_mimebundle_()
        return {**data, "text/plain": repr(self)}, metadata
