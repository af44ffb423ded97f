from __future__ import annotations

from aligner.batch.groups import Groups


def test_groups_hang_together() -> None:
    groups = Groups(6)
    for one, other in ((4, 5), (1, 2), (2, 4)):
        groups.join(one, other)
    assert groups.firsts().tolist() == [0, 1, 1, 3, 1, 1]
