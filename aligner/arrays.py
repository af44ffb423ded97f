"""Array types by element type, of any number of axes.

The width is a part of the type. Large arrays of scores, vectors and offsets have 32 bits. Sums and probabilities have
64 bits. An operation on both gives 64 bits. The module is at the top level because the search uses it, and the search
may not import modules about texts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats32 = NDArray[np.float32]
Floats64 = NDArray[np.float64]
Ints32 = NDArray[np.int32]
Ints64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
