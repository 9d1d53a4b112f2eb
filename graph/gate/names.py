"""Names in a sentence that no tool result holds: places the pack knows but this turn does not, and names nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from data.schema import Language
from graph.gate.claims import _LINE, _LINK, plain
from graph.gate.evidence import Evidence
from graph.gate.lexicon import Lexicon, common, lexicon
from tools.gazetteer.names import Gazetteer, Token, tokenize
from tools.text import fold, words

_PLACES = frozenset(("sight", "eatery", "gem", "shop", "nightlife", "stay", "neighborhood", "district", "stop"))
_QUOTED = re.compile(r"“([^”]{2,80})”|«([^»]{2,80})»|„([^“”]{2,80})[“”]|\"([^\"]{2,80})\"")
_LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f']{2,}$")
_SENTENCE = re.compile(r"[.!?…:؟]\s*[\"“«„(]?\s*$|^\s*[\"“«„(]?\s*$|\n\s*$")
_LINKS = ("s", "n", "en", "es", "er", "e")
_GERMAN_ADJECTIVE = re.compile(r"(?:e|er|en|es|em)$")
_ARABIC_PREFIX = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و|ب|ل|ف|ك)")


def unknown(text: str, evidence: Evidence, gazetteer: Gazetteer, *, hedged: bool) -> list[str]:
    """The names in a sentence that are not covered, as written."""
    lex = lexicon(evidence.language)
    bare = _LINE.sub(" ", _LINK.sub(" ", plain(text)))
    tokens = tokenize(bare)
    covered: set[int] = set()
    found: list[str] = []
    for mention in gazetteer.mentions(tokens, evidence.language):
        span = range(mention.first, mention.last + 1)
        if mention.target.family not in _PLACES or mention.quality < 0.95:
            continue
        if _covered(
            mention.target.name, (mention.target, *mention.others), tokens[mention.first : mention.last + 1], evidence, lex
        ):
            covered.update(span)
        elif _meant(tokens[mention.first], mention.quality, span, evidence.language):
            found.append(mention.surface)
            covered.update(span)
    found += _quotes(bare, evidence, lex)
    if evidence.language in ("ar", "ru"):
        found += [
            t.surface
            for n, t in enumerate(tokens)
            if n not in covered and _LATIN.match(t.surface) and not _known(t.folded, evidence, lex)
        ]
    if evidence.language == "ar":
        found += _arabic(tokens, covered, evidence, lex)
    else:
        found += _capitals(bare, tokens, covered, evidence, lex)
    if hedged:
        found = [name for name in found if not _asked(name, evidence)]
    return list(dict.fromkeys(found))


def _asked(name: str, evidence: Evidence) -> bool:
    """A name the traveller used may be repeated to say that nothing is known of it."""
    return all(w in evidence.asked_words for w in words(fold(name)))


def _covered(name: str, targets: Sequence[object], tokens: Sequence[Token], evidence: Evidence, lex: Lexicon) -> bool:
    known = {getattr(t, "id", "") for t in targets}
    if known & evidence.ids or {k.partition(":")[2] for k in known} & {i.partition(":")[2] or i for i in evidence.ids}:
        return True
    folded = " ".join(words(fold(name)))
    asked = " ".join(words(evidence.asked))
    if f" {folded}" in f" {evidence.text} {asked} ":
        return True
    return all(_known(t.folded, evidence, lex) or t.folded in evidence.asked_words for t in tokens)


def _meant(first: Token, quality: float, span: range, language: Language) -> bool:
    if language == "ar":
        return len(span) > 1 or not _LATIN.match(first.surface)
    return first.surface[:1].isupper()


def _known(folded: str, evidence: Evidence, lex: Lexicon) -> bool:
    """Whether a word, or one it is an inflection of, is in a tool result or means nothing in particular."""
    word = folded.partition("'")[0]
    if len(word) == 1 and "'" in folded:
        word = folded.partition("'")[2]
    if word in lex.general or word in evidence.words or word.isdecimal() or folded in lex.general:
        return True
    if any((m := p.match(word)) and len(word) - m.end() <= 3 for p in (*lex.months, *lex.weekdays)):
        return True
    for cut in range(5):
        stem = word[: len(word) - cut]
        if len(stem) < 4:
            break
        if stem in evidence.stems or (cut and stem in lex.general):
            return True
    if lex.language == "ar":
        bare = _ARABIC_PREFIX.sub("", word)
        return len(bare) > 1 and (
            bare in evidence.words or f"ال{bare}" in evidence.words or bare in evidence.stems or bare in lex.general
        )
    return False


def _quotes(text: str, evidence: Evidence, lex: Lexicon) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        quoted = next(g for g in match.groups() if g)
        flat = " ".join(words(fold(quoted)))
        if flat in evidence.text or all(_known(w, evidence, lex) for w in flat.split()):
            continue
        if _asked(quoted, evidence):
            continue
        if (lex.language == "ar" or quoted[:1].islower()) and all(lex.ordinary(w) for w in flat.split()):
            continue  # a phrase, not a name
        yield quoted


def _capitals(text: str, tokens: Sequence[Token], covered: set[int], evidence: Evidence, lex: Lexicon) -> Iterator[str]:
    """Capitalised words that are no ordinary words where they stand."""
    kind = lex.patterns["kinds"]
    for n, token in enumerate(tokens):
        if n in covered or not token.surface[:1].isupper() or len(token.surface) < 2 or _known(token.folded, evidence, lex):
            continue
        starts = bool(_SENTENCE.search(text[: token.start]))
        if lex.language == "de":
            before = tokens[n - 1] if n else None
            after = tokens[n + 1] if n + 1 < len(tokens) else None
            beside = before is not None and kind.fullmatch(before.folded) and text[before.end : token.start] == " "
            named = (
                after is not None and not starts and text[token.end : after.start] == " " and after.surface[:1].isupper()
                and _GERMAN_ADJECTIVE.search(token.folded) and not _noun_before_name(after, evidence, lex)
            )  # fmt: skip
            hyphened = _hyphened(text, n, tokens, kind)
            if (beside and not starts) or named or hyphened or not _german(token.folded):
                yield token.surface
        elif starts:
            after = tokens[n + 1] if n + 1 < len(tokens) else None
            run = after is not None and after.surface[:1].isupper() and text[token.end : after.start] in (" ", "-")
            if not lex.ordinary(_elided(token.folded)) or (
                run and after is not None and not _known(after.folded, evidence, lex) and n + 1 not in covered
            ):
                yield token.surface
        else:
            yield token.surface


def _hyphened(text: str, n: int, tokens: Sequence[Token], kind: re.Pattern[str]) -> bool:
    """ "Rosengarten-Museum": a word tied by a hyphen to a kind of place is that place's name."""
    following = tokens[n + 1 : n + 2]
    return bool(following) and text[tokens[n].end : following[0].start] == "-" and bool(kind.fullmatch(following[0].folded))


def _noun_before_name(after: Token, evidence: Evidence, lex: Lexicon) -> bool:
    """ "die Preise Istanbuls": what follows is itself a known name, so the first word is a plain noun."""
    return _known(after.folded, evidence, lex)


def _elided(folded: str) -> str:
    first, _, rest = folded.partition("'")
    return rest if rest and len(first) <= 2 else first


@lru_cache(maxsize=4096)
def _german(folded: str) -> bool:
    """Whether a capitalised word is an ordinary noun, or made of ordinary words."""
    word = folded.partition("'")[0]
    lex, known = lexicon("de"), common("de")
    if lex.ordinary(word):
        return True
    for cut in range(3, len(word) - 2):
        front, back = word[:cut], word[cut:]
        joined = front in known or any(front.endswith(link) and front[: -len(link)] in known for link in _LINKS)
        if joined and len(back) >= 3 and (lex.ordinary(back) if len(back) >= 4 else back in known):
            return True
    return False


def _arabic(tokens: Sequence[Token], covered: set[int], evidence: Evidence, lex: Lexicon) -> Iterator[str]:
    """What follows a word such as "restaurant" is its name, unless it is an adjective, a verb or a preposition."""
    kind = lex.patterns["kinds"]
    for n, token in enumerate(tokens[:-1]):
        word = token.folded
        named = kind.fullmatch(word) or (word[:1] in "وبلف" and kind.fullmatch(word[1:]))
        following = tokens[n + 1]
        if not named or n + 1 in covered or _known(following.folded, evidence, lex):
            continue
        bare = _ARABIC_PREFIX.sub("", following.folded) if following.folded[:1] in "وبلف" else following.folded
        if bare in lex.after_kind or following.folded in lex.after_kind or following.surface.isdecimal():
            continue
        yield f"{token.surface} {following.surface}"
