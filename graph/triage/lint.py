"""What every emergency card must hold, beyond its schema: `problems(cards)` lists what is wrong, empty when all is well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.schema import LANGUAGES
from tools.cards import Cards, CardText
from tools.text import fold

KINDS = frozenset(
    [
        "medical",
        "not_breathing",
        "choking",
        "bleeding",
        "heart",
        "stroke",
        "fire",
        "gas",
        "crime",
        "sexual_violence",
        "missing_child",
        "missing_person",
        "self_harm",
        "earthquake",
        "drowning",
        "poison",
        "accident",
        "attack",
        "stuck_lift",
        "lost_outdoors",
        "general",
    ]
)
ONLY = {"114": "poison", "187": "gas"}
STEP_CHARACTERS = 165
SENTENCE_WORDS = 24
TURKISH_CHARACTERS = 300
# Nothing may promise that help comes, name a diagnosis, or teach the wrong earthquake rule. Folded, in every language.
FORBIDDEN = (
    "on the way", "is coming", "are coming", "has been called", "have been called", "we have called", "triangle of life",
    "yolda", "geliyorlar", "yardim geliyor", "haber verildi", "yasam ucgeni", "hayat ucgeni",
    "en route", "secours arrivent", "sont prevenus", "triangle de vie", "triangle de survie",
    "уже едет", "уже едут", "в пути", "треугольник жизни", "помощь вызвана",
    "unterwegs", "ist alarmiert", "wurde gerufen", "lebensdreieck", "dreieck des lebens",
    "في الطريق", "قادمون", "تم الاتصال", "مثلث الحياه",
    "heart attack", "kalp krizi", "infarctus", "crise cardiaque", "инфаркт", "herzinfarkt", "نوبه قلبيه",
    "schlaganfall", "инсульт", "avc", "felc",
)  # fmt: skip
_OTHER_DIGITS = re.compile(r"[^\W\d_a-zA-Z]*[\u0660-\u0669\u06f0-\u06f9]")
_SENTENCE = re.compile(r"[.!?؟:;؛]\s+")


def problems(cards: Cards) -> list[str]:
    """One line a problem, naming card and language."""
    out = [f"no card for {kind}" for kind in sorted(KINDS - set(cards.kinds))]
    for text in cards.texts.values():
        out += [f"{text.kind}: {problem}" for problem in _card(cards, text)]
    return out


def _card(cards: Cards, text: CardText) -> Iterator[str]:
    for number, kind in ONLY.items():
        if (number in text.numbers) != (text.kind == kind):
            yield f"{number} belongs to {kind} only"
    if len(text.show_in_turkish) > TURKISH_CHARACTERS or (
        "112" not in text.show_in_turkish and text.kind not in ("lost_outdoors",)
    ):
        yield "the Turkish block is too long or does not ask for 112"
    for language in LANGUAGES:
        card = cards.card(text.kind, language, "Galata Kulesi yakını, Beyoğlu")
        if card.numbers[0].number != "112":
            yield f"{language}: 112 comes first"
        if "112" not in " ".join(card.steps):
            yield f"{language}: no step says to call 112"
        for block in (*card.steps, card.show_in_turkish, text.title.in_(language)):
            key = fold(block)
            for phrase in FORBIDDEN:
                if re.search(rf"(?<!\w){re.escape(fold(phrase))}(?!\w)", key):
                    yield f"{language}: forbidden {phrase!r}"
            if _OTHER_DIGITS.search(block):
                yield f"{language}: digits other than 0-9 in {block!r}"
            if "{" in block or "  " in block:
                yield f"{language}: an open slot or double space in {block!r}"
        for step in card.steps:
            if len(step) > STEP_CHARACTERS:
                yield f"{language}: {len(step)} characters in {step!r}"
            if (longest := max(len(part.split()) for part in _SENTENCE.split(step))) > SENTENCE_WORDS:
                yield f"{language}: a sentence of {longest} words in {step!r}"
