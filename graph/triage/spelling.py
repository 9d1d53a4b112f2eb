"""How a word of a word list may be typed."""

from __future__ import annotations

from data.schema import Language
from graph.triage.letters import SKELETON_MIN, latin_russian, skeleton, split_words
from tools.text import fold

LATIN_RUSSIAN_MIN = 5  # a lone Russian word in Latin letters shorter than this is too often a word of another language


def written_forms(word: str, language: Language, alone: bool) -> set[str]:
    """The ways to type a word: folded; German without umlauts; Russian and Arabic in Latin letters."""
    folded = "".join(split_words(fold(word)))
    forms = {folded}
    if language == "de":
        spelt = word.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
        forms.add("".join(split_words(fold(spelt))))
    elif language == "ru" and not folded.isascii():
        latin = latin_russian(folded)
        if not alone or len(latin) >= LATIN_RUSSIAN_MIN:
            forms.add("#r" + latin)
    elif language == "ar" and not folded.isascii():
        bones = skeleton(folded)
        if len(bones) >= (SKELETON_MIN + 1 if alone else SKELETON_MIN):
            forms.add("#a" + bones)
    return forms
