from __future__ import annotations

import pytest

from naast.privacy.redaction import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn bsn is 111222333", "mijn bsn is [burgerservicenummer]"),
        ("bsn 1112.22.333 graag", "bsn [burgerservicenummer] graag"),
        ("mail me op ouder.van@example.nl", "mail me op [e-mailadres]"),
        ("bel 06-12345678 vanavond", "bel [telefoonnummer] vanavond"),
        ("bel +31 6 1234 5678", "bel [telefoonnummer]"),
        ("rekening NL91 ABNA 0417 1643 00", "rekening [rekeningnummer]"),
        ("kaart 4111 1111 1111 1111", "kaart [kaartnummer]"),
        ("auto 12-ABC-3", "auto [kenteken]"),
        ("wij wonen op 2312 AB 12", "wij wonen op [postcode]"),
        ("postcode 2312ab, 12", "postcode [postcode]"),
        ("mijn naam is Voornaam van Achternaam en ik", "mijn naam is [naam] en ik"),
        ("mijn zoon heet Voornaam", "mijn zoon heet [naam]"),
    ],
)
def test_what_nobody_should_type_is_masked(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "bel 112 of 113",
        "Veilig Thuis is 0800-2000",
        "hij is 3 en weegt 14 kilo",
        "in 2024 is hij 5 geworden",
        "om 19.30 uur gaat ze naar bed",
        "ik heet niet blij te zijn",
        "we hebben 1000 en 1 dingen geprobeerd",
        "groep 3 en groep 4",
        "123456789 is geen echt nummer",
    ],
)
def test_ordinary_numbers_and_words_stay(text: str) -> None:
    assert redact(text).text == text


def test_the_kinds_are_named_once_each() -> None:
    assert redact("a@b.nl en c@d.nl en 06-12345678").kinds == ("e-mailadres", "telefoonnummer")
