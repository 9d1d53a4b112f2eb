"""Trains the language model: `python -m graph.understanding.train_language`.

Learns from the labelled messages' `train` part, the lexicons' words and the pack's own sentences, which say the same things
in all six languages; `dev` is only for the printed figure. The same data give the same bytes. Needs the `dev` extra.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
from sklearn.linear_model import LogisticRegression
from wordfreq import top_n_list, word_frequency

from data.load import Pack, load
from data.schema import LANGUAGES, Language
from graph.linear import grams, quantised
from graph.triage.train import LATIN
from graph.understanding import lexicon
from graph.understanding.language import ARTEFACT, LanguageDetector, letters
from graph.understanding.lexicon import Lexicon
from graph.understanding.train import matrix, rows, stops
from tools.catalogue import texts
from tools.gazetteer.build import build
from tools.gazetteer.names import Gazetteer, tokenize
from tools.text import clean, fold

_CLAUSE = re.compile(r"[.;:!?,،؟()]+")
SHORT = 3
COMMONEST = 10_000
LATIN_SCRIPT: tuple[Language, ...] = ("en", "tr", "fr", "de")
LATIN_SHARE = 4
"""One Russian sentence in so many is learned in Latin letters too, as people type it without a Cyrillic keyboard."""
_LATIN = str.maketrans(LATIN)


def sentences(pack: Pack) -> Iterator[tuple[Language, str]]:
    """Clauses of the pack's texts with their language."""
    written = [n.answer for n in pack.notes.values()] + [n.title for n in pack.notes.values()]
    written += [p.text for p in pack.phrases.values()] + [a.about for a in pack.neighborhoods.values()]
    written += [s.about for s in pack.sights if s.about] + [w.name for w in pack.words.values() if w.group in ("goods", "kind")]
    for text in written:
        for language, sentence in zip(LANGUAGES, texts(text), strict=True):
            for clause in _CLAUSE.split(sentence):
                if clause.strip():
                    yield language, clause
    for note in pack.notes.values():
        for language, asked in note.asks.items():
            yield from ((language, question) for question in asked)


def terms(lexicons: Mapping[Language, Lexicon]) -> Iterator[tuple[Language, str]]:
    """Every word and phrase of the lexicons: each language's everyday vocabulary."""
    for language, known in lexicons.items():
        for group in known.raw.values():
            listed = group.values() if isinstance(group, dict) else [group]
            for term in {term for part in listed if isinstance(part, list) for term in part}:
                yield language, term.replace("*", " ").strip()


def frequent() -> Iterator[tuple[Language, str]]:
    """The commonest words in Latin letters, each for the language it is commonest in (Speer 2022, wordfreq)."""
    for language in LATIN_SCRIPT:
        for word in top_n_list(language, COMMONEST):
            if word.isalpha() and word_frequency(word, language) == max(word_frequency(word, other) for other in LATIN_SCRIPT):
                yield language, word


_ARABIZI = str.maketrans(
    {
        "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "7", "خ": "kh", "د": "d", "ذ": "z", "ر": "r", "ز": "z",
        "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "3", "غ": "gh", "ف": "f", "ق": "2", "ك": "k",
        "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ء": "2",
    }
)  # fmt: skip
_CLUSTER = re.compile(r"(?<=[b-df-hj-np-tvxz379])(?=[b-df-hj-np-tvxz379])")


def arabizi(text: str) -> str:
    """An Arabic text as it is typed in Latin letters, with the vowels the script leaves out guessed."""
    return _CLUSTER.sub("a", fold(text).translate(_ARABIZI))


def masked(text: str, names: Gazetteer) -> str:
    """A message without the places it names, as the detector sees it."""
    tokens = tokenize(clean(text))
    foreign = ("dish", "cuisine", "kind")
    named = {i for m in names.mentions(tokens, "en") if m.target.family not in foreign for i in range(m.first, m.last + 1)}
    return " ".join(t.surface for i, t in enumerate(tokens) if i not in named)


def main() -> None:
    pack = load()
    names = build(pack, stops())
    written = [(row["language"], masked(row["text"], names)) for row in rows("train")] + list(sentences(pack))
    written += sorted(terms(lexicon.load()))
    spelled: list[tuple[str, str]] = [("ru", text.lower().translate(_LATIN)) for code, text in written if code == "ru"]
    written += spelled[::LATIN_SHARE]
    written += [("ar", arabizi(text)) for code, text in written if code == "ar"][::LATIN_SHARE]
    pieces = [(code, " ".join(text.split()[i : i + SHORT])) for code, text in written for i in (0, SHORT)]
    examples = [(code, text) for code, text in [*written, *pieces, *frequent()] if text.strip()]
    x = matrix([[*grams(text), *letters(text)] for _, text in examples])
    y = np.array([LANGUAGES.index(code) for code, _ in examples])
    model = LogisticRegression(C=50.0, solver="lbfgs", max_iter=400, random_state=0).fit(x, y)
    platt = np.array([[1.0] * len(LANGUAGES), [0.0] * len(LANGUAGES)])
    quantised(LANGUAGES, model.coef_.T, model.intercept_, platt).save(ARTEFACT)
    detector = LanguageDetector.load()
    dev = [(row["language"], masked(row["text"], names)) for row in rows("dev")]
    for name, part in (("all", dev), ("three words or fewer", [d for d in dev if len(d[1].split()) <= SHORT])):
        judged = [(code, detector.guess(text)) for code, text in part if text]
        right = sum(guess is not None and guess.language == code for code, guess in judged)
        share = right / max(len(judged), 1)
        print(f"language: {len(examples)} examples; {name}: {share:.4f} of {len(judged)}")


if __name__ == "__main__":
    main()
