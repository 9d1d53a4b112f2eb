"""Turkish suffixes and French elision on names."""

from __future__ import annotations

import pytest

from graph.composer.turkish import Case, inflected
from graph.composer.words import french_a, french_de


@pytest.mark.parametrize(
    ("name", "loc", "abl", "dat", "gen", "acc"),
    [
        ("Kadıköy", "Kadıköy'de", "Kadıköy'den", "Kadıköy'e", "Kadıköy'ün", "Kadıköy'ü"),
        ("Taksim", "Taksim'de", "Taksim'den", "Taksim'e", "Taksim'in", "Taksim'i"),
        ("Sultanahmet", "Sultanahmet'te", "Sultanahmet'ten", "Sultanahmet'e", "Sultanahmet'in", "Sultanahmet'i"),
        ("Beşiktaş", "Beşiktaş'ta", "Beşiktaş'tan", "Beşiktaş'a", "Beşiktaş'ın", "Beşiktaş'ı"),
        ("Üsküdar", "Üsküdar'da", "Üsküdar'dan", "Üsküdar'a", "Üsküdar'ın", "Üsküdar'ı"),
        ("Balat", "Balat'ta", "Balat'tan", "Balat'a", "Balat'ın", "Balat'ı"),
        ("Moda", "Moda'da", "Moda'dan", "Moda'ya", "Moda'nın", "Moda'yı"),
        (
            "Galata Kulesi",
            "Galata Kulesi'nde",
            "Galata Kulesi'nden",
            "Galata Kulesi'ne",
            "Galata Kulesi'nin",
            "Galata Kulesi'ni",
        ),
        (
            "Sultanahmet Camii",
            "Sultanahmet Camii'nde",
            "Sultanahmet Camii'nden",
            "Sultanahmet Camii'ne",
            "Sultanahmet Camii'nin",
            "Sultanahmet Camii'ni",
        ),
        (
            "Topkapı Sarayı",
            "Topkapı Sarayı'nda",
            "Topkapı Sarayı'ndan",
            "Topkapı Sarayı'na",
            "Topkapı Sarayı'nın",
            "Topkapı Sarayı'nı",
        ),
        ("Kapalıçarşı", "Kapalıçarşı'da", "Kapalıçarşı'dan", "Kapalıçarşı'ya", "Kapalıçarşı'nın", "Kapalıçarşı'yı"),
        ("Eminönü", "Eminönü'nde", "Eminönü'nden", "Eminönü'ne", "Eminönü'nün", "Eminönü'nü"),
        ("Ortaköy", "Ortaköy'de", "Ortaköy'den", "Ortaköy'e", "Ortaköy'ün", "Ortaköy'ü"),
        ("Karaköy", "Karaköy'de", "Karaköy'den", "Karaköy'e", "Karaköy'ün", "Karaköy'ü"),
        ("Eyüpsultan", "Eyüpsultan'da", "Eyüpsultan'dan", "Eyüpsultan'a", "Eyüpsultan'ın", "Eyüpsultan'ı"),
        ("Bebek", "Bebek'te", "Bebek'ten", "Bebek'e", "Bebek'in", "Bebek'i"),
        ("Kabataş", "Kabataş'ta", "Kabataş'tan", "Kabataş'a", "Kabataş'ın", "Kabataş'ı"),
        (
            "İstiklal Caddesi",
            "İstiklal Caddesi'nde",
            "İstiklal Caddesi'nden",
            "İstiklal Caddesi'ne",
            "İstiklal Caddesi'nin",
            "İstiklal Caddesi'ni",
        ),
        (
            "Rumeli Hisarı",
            "Rumeli Hisarı'nda",
            "Rumeli Hisarı'ndan",
            "Rumeli Hisarı'na",
            "Rumeli Hisarı'nın",
            "Rumeli Hisarı'nı",
        ),
        ("Kuzguncuk", "Kuzguncuk'ta", "Kuzguncuk'tan", "Kuzguncuk'a", "Kuzguncuk'un", "Kuzguncuk'u"),
        ("M2", "M2'de", "M2'den", "M2'ye", "M2'nin", "M2'yi"),
        ("T1", "T1'de", "T1'den", "T1'e", "T1'in", "T1'i"),
        ("M3", "M3'te", "M3'ten", "M3'e", "M3'ün", "M3'ü"),
        ("M4", "M4'te", "M4'ten", "M4'e", "M4'ün", "M4'ü"),
        ("M6", "M6'da", "M6'dan", "M6'ya", "M6'nın", "M6'yı"),
        ("M9", "M9'da", "M9'dan", "M9'a", "M9'un", "M9'u"),
    ],
)
def test_turkish_names_take_their_suffixes(name: str, loc: str, abl: str, dat: str, gen: str, acc: str) -> None:
    expected: dict[Case, str] = {"loc": loc, "abl": abl, "dat": dat, "gen": gen, "acc": acc}
    assert {case: inflected(name, case) for case in expected} == expected


@pytest.mark.parametrize(
    ("name", "of", "to"),
    [
        ("Galata", "de Galata", "à Galata"),
        ("Eyüp", "d’Eyüp", "à Eyüp"),
        ("Üsküdar", "d’Üsküdar", "à Üsküdar"),
        ("İstinye", "d’İstinye", "à İstinye"),
        ("Ortaköy", "d’Ortaköy", "à Ortaköy"),
        ("Yıldız", "de Yıldız", "à Yıldız"),
        ("Le Grand Bazar", "du Grand Bazar", "au Grand Bazar"),
        ("les îles des Princes", "des îles des Princes", "aux îles des Princes"),
        ("la tour de Galata", "de la tour de Galata", "à la tour de Galata"),
        ("l’île", "de l’île", "à l’île"),
        ("Heybeliada", "de Heybeliada", "à Heybeliada"),
    ],
)
def test_french_names_are_elided_and_contracted(name: str, of: str, to: str) -> None:
    assert (french_de(name), french_a(name)) == (of, to)
