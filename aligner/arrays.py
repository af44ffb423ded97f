"""Arrays by what they hold and how wide it is: the types the stages hand each other, of any number of axes.

Widths are said because they are kept: scores, vectors and offsets are 32 bits wide where there are many of them, sums
and probabilities 64, and an operation on both is 64 wide without a word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats32 = NDArray[np.float32]
Floats64 = NDArray[np.float64]
Ints32 = NDArray[np.int32]
Ints64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
