"""Write snn_edu/training/digits.npz: the 1797 digits that scikit-learn ships, as bytes.

Run: python tests/reference/make_digits.py, where scikit-learn is installed (1.9.1 was).
The pictures are UCI's optdigits.tes (CC BY 4.0; see DIGITS_LICENSE.md beside the file written).
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

FILE = Path(__file__).parents[2] / "snn_edu" / "training" / "digits.npz"

bunch = load_digits()
pictures = bunch.data.astype(np.uint8)
assert np.array_equal(pictures, bunch.data), "a pixel is no whole number"
np.savez_compressed(FILE, pictures=pictures, labels=bunch.target.astype(np.uint8))
print(FILE, FILE.stat().st_size, "bytes")
