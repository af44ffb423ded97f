"""Model numbers, which both languages write in the same way."""

from __future__ import annotations

import re

#: The first of several: KT-1208W/KT-1208B.
FIRST_MODEL = re.compile(r"[A-Z]{1,4}-?[0-9]{2,}[A-Z]{0,2}(?=/[A-Z]{1,4}-?[0-9]{2,})")
