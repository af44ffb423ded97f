from __future__ import annotations

from fractions import Fraction

import pytest

from aligner.evidence.numbers import units as module
from aligner.evidence.numbers.units import alternatives, find, forms, units
from aligner.model import Lang


def test_there_are_units_of_every_sort_in_both_languages() -> None:
    classes = {unit.unit_class.partition(".")[0] for unit in units().values()}
    assert {"money", "ratio", "length", "area", "volume", "mass", "temperature", "time", "months"} <= classes
    assert len(units()) >= 120
    assert all(len(forms(lang)) > 300 for lang in Lang)


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("lang", list(Lang))
def test_forms_are_longest_first_and_name_units(lang: Lang, before: bool) -> None:
    found = forms(lang, before=before)
    assert [len(form) for form in found] == sorted((len(form) for form in found), reverse=True)
    assert set(found.values()) <= set(units())


@pytest.mark.parametrize(
    ("one", "figure", "other", "same"),
    [
        ("kilometre", 1, "metre", 1000),
        ("mile", 1, "metre", Fraction("1609.344")),
        ("fahrenheit", 212, "celsius", 100),
        ("fahrenheit", -40, "celsius", -40),
        ("year", 1, "month", 12),
        ("fortnight", 1, "day", 14),
        ("wari", 3, "percent", 30),
        ("basis_point", 25, "percentage_point", Fraction(1, 4)),
        ("USD_cent", 1250, "USD", Fraction(25, 2)),
        ("kibibyte", 1, "byte", 1024),
        ("tsubo", 121, "square_metre", 400),
    ],
)
def test_conversion_is_exact(one: str, figure: int, other: str, same: Fraction | int) -> None:
    assert units()[one].base(figure) == units()[other].base(same)


def test_a_sign_keeps_its_case_and_a_word_does_not() -> None:
    assert find("MB", Lang.EN) == "megabyte"
    assert find("KILOMETRES", Lang.EN) == "kilometre"
    assert find("G", Lang.EN) is None
    assert find("Meter", Lang.JA) is None


def test_counters_are_not_converted() -> None:
    assert units()["person"].is_counter
    assert units()["person"].base(3) is None
    assert units()["USD"].is_money
    assert not units()["metre"].is_money


def test_what_a_word_may_also_mean() -> None:
    assert alternatives()["pounds"] == "GBP"
    assert set(alternatives().values()) <= set(units())


def test_a_form_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    metre = units()["metre"]
    monkeypatch.setattr(module, "units", lambda: {"a": metre, "b": units()["kilometre"], "metre": metre})
    twice = {"x": metre, "y": units()["yard"]}
    clash = {
        name: type(unit)(**{**{f: getattr(unit, f) for f in unit.__slots__}, "name": name, "en": ("m",)})
        for name, unit in twice.items()
    }
    monkeypatch.setattr(module, "units", lambda: clash)
    with pytest.raises(ValueError, match="given to both"):
        forms.__wrapped__(Lang.EN)
