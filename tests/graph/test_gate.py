"""The gate lets a sentence out only when every number in it is known."""

from __future__ import annotations

import pytest

from graph.gate import Gate, numbers

FACTS = ["Open 09:00–17:30, 1,950 TRY, since 1461 [1]"]


def through(*pieces: str, facts: list[str] = FACTS) -> str:
    gate = Gate.over(facts)
    return "".join([*(gate.feed(p) for p in pieces), gate.finish()]).strip()


@pytest.mark.parametrize(
    "text",
    [
        "It opens at 9:00.",
        "It opens at 09:00 and closes at 17:30.",
        "Since 1461.",
        "It costs 1,950 TRY.",
        "See [7].",
        "No number here.",
        "3 things to see.",
    ],
)
def test_a_sentence_with_known_numbers_passes(text: str) -> None:
    assert through(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "It opens at 8:00.",
        "It costs 950 TRY.",
        "Since 1462.",
        "It costs ١٩٥ lira.",
        "Call 555.",
        "It is 17.30 km away.",
        "6 things to see.",
    ],
)
def test_a_sentence_with_an_unknown_number_does_not(text: str) -> None:
    assert through(text) == ""


def test_only_the_sentence_with_the_unknown_number_is_dropped() -> None:
    assert through("It is lovely. It opens at 8:00. Go early.") == "It is lovely. Go early."


def test_how_the_text_is_cut_does_not_matter() -> None:
    text = "It is lovely. It opens at 8:00. It closes at 17:30! Go early."
    whole = through(text)
    assert whole == "It is lovely. It closes at 17:30! Go early."
    for size in (1, 2, 3, 7):
        assert through(*(text[i : i + size] for i in range(0, len(text), size))) == whole


def test_nothing_of_a_sentence_is_shown_before_it_is_whole() -> None:
    gate = Gate.over([])
    assert gate.feed("The fee is ") == ""
    assert gate.feed("900") == ""
    assert gate.feed(". Fine. ") == "Fine. "
    assert gate.dropped == 1


def test_lines_of_a_list_are_judged_one_by_one() -> None:
    assert "Good" in through("1. Good\n2. Bad 777\n3. Fine\n") and "777" not in through("1. Good\n2. Bad 777\n3. Fine\n")


def test_numbers_of_any_script_are_compared_as_digits() -> None:
    assert numbers("٠٩:٠٠ и 1461") == numbers("9:00, 1461") == {"9:00", "1461"}


def test_arabic_and_turkish_sentences_end_too() -> None:
    assert through("هل هو مفتوح؟ السعر 777. نعم.") == "هل هو مفتوح؟ نعم."


def test_an_empty_text_is_nothing() -> None:
    assert through("") == "" and through(" ", "\n") == ""
