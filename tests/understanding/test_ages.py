import pytest

from naast.understanding.ages import age_in


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("ons zoontje van 2,5 jaar eet niets", 2.5),
        ("me zoon is 14 en zegt niks", 14.0),
        ("baby van 6 weken huilt", 0.12),
        ("een kind in groep 8", 11.5),
        ("ze zit in de brugklas", 12.0),
        ("onze peuter bijt", 2.5),
        ("zij is vijf jaar oud", 5.0),
    ],
)
def test_an_age_in_the_line_is_read(text: str, age: float) -> None:
    assert age_in(text) == age


@pytest.mark.parametrize(
    "text", ["hij huilt al 3 weken", "sinds 2 jaar zijn we uit elkaar", "mijn moeder is 67", "hoi", ""]
)
def test_a_duration_or_a_grown_up_is_no_age(text: str) -> None:
    assert age_in(text) is None
