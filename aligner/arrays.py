"""Array types by element type, of any number of axes.

Widths are part of the types: scores, vectors and offsets of which there are many have 32 bits, sums and probabilities
64. An operation on both gives 64. This module is at the top level because the search, which may import nothing about
texts, uses it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats32 = NDArray[np.float32]
Floats64 = NDArray[np.float64]
Ints32 = NDArray[np.int32]
Ints64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
