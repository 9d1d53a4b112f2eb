"""Which named place is where one starts, where one goes, or the area one means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.understanding.lexicon import Lexicon
from tools.gazetteer.names import Mention, Token

PLACES = frozenset({"sight", "eatery", "gem", "shop", "nightlife", "stay", "neighborhood", "district", "stop", "side"})
ARTICLES = frozenset({"the", "la", "le", "l", "les", "der", "die", "das", "dem", "den", "our", "my", "notre", "mon"})


@dataclass(frozen=True)
class Roles:
    """Mentions by role; None where the message names none."""

    origin: Mention | None = None
    destination: Mention | None = None
    area: Mention | None = None


def assign(mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon, *, travels: bool) -> Roles:
    """Reads prepositions before and suffixes on each named place. `travels`: the message asks to get somewhere."""
    places = [m for m in mentions if m.target.family in PLACES]
    if not places:
        return Roles()
    if not travels:
        areas = [m for m in places if m.target.family in ("neighborhood", "district", "stop", "side")]
        near = [m for m in places if _near(m, tokens, lexicon)]
        return Roles(area=next(iter(areas or near), None))
    origin = next((m for m in places if marked(m, tokens, lexicon, "from")), None)
    rest = [m for m in places if m is not origin]
    destination = next((m for m in rest if marked(m, tokens, lexicon, "to")), None)
    unmarked = [m for m in rest if m is not destination]
    if destination is None and unmarked:
        destination = unmarked.pop() if origin or len(unmarked) == 1 else unmarked.pop(1)
    if origin is None and unmarked:
        origin = unmarked[0]
    return Roles(origin=origin, destination=destination)


def denied(mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> list[str]:
    """Ids of places a correction puts aside: "I meant Dolmabahçe, not Topkapı", "Topkapı değil Dolmabahçe"."""
    found: list[str] = []
    for m in mentions:
        before = {t.folded for t in tokens[max(0, m.first - 2) : m.first]}
        after = {t.folded for t in tokens[m.last + 1 : m.last + 2]}
        if m.target.family in PLACES and (before & lexicon.terms("denied_before") or after & lexicon.terms("denied_after")):
            found.append(m.target.id)
    return found if any(m.target.family in PLACES and m.target.id not in found for m in mentions) else []


_TOWARDS = frozenset({"to", "nach", "до"})
"""A word that alone between two places makes the first a start and the second an end: "Taksim to Moda"."""


def both_marked(mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether one place is marked as the start and another as the end: "from Balat to Moda", "Balat'tan Moda'ya"."""
    places = [m for m in mentions if m.target.family in PLACES]
    origin = next((m for m in places if marked(m, tokens, lexicon, "from")), None)
    for a, b in pairwise(places):
        if b.first == a.last + 2 and tokens[a.last + 1].folded in _TOWARDS:
            return True
    return origin is not None and any(marked(m, tokens, lexicon, "to") for m in places if m is not origin)


_NEAR = frozenset(
    {"nahe", "pres", "proximite", "loin", "близости", "недалеко", "кругом", "near", "close", "قرب", "بالقرب", "قريب", "قريبه"}
)
"""Words after which "from" means near: "in der Nähe vom", "près de", "недалеко от", "قريب من"."""
_INSIDE = frozenset({"in", "im", "at", "a", "au", "dans", "sur", "в", "во", "на", "في", "ب", "an der", "am"})
"""Prepositions that put one into a place rather than near it."""


def near_named(mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the message asks for what is near a place it names."""
    return any(m.target.family in PLACES and _near(m, tokens, lexicon) for m in mentions)


def _near(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a sight is named as the middle of an area: "near the Blue Mosque", "Galata Kulesi yakınında"."""
    following = tokens[mention.last + 1].folded if mention.last + 1 < len(tokens) else ""
    if any(following.startswith(word) for word in lexicon.terms("area_after")):
        return True
    words = [t.folded for t in tokens[max(0, mention.first - 4) : mention.first] if t.folded not in ARTICLES]
    befores = lexicon.terms("area_before") - _INSIDE
    return any(" ".join(words[-n:]) in befores for n in (1, 2, 3, 4) if len(words) >= n)


def marked(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon, role: str) -> bool:
    """Whether a preposition or suffix gives a mention a role: "from", "to" or "area"."""
    suffixes = lexicon.terms(f"{role}_suffix")
    if suffixes and mention.suffix in suffixes:
        return True
    befores = lexicon.terms(f"{role}_before")
    if lexicon.language == "ar" and tokens[mention.first].folded[:1] == "ل" and role == "to" and mention.suffix in ("ل", "لل"):
        return True
    at = mention.first
    first = tokens[at].folded
    if len(first) > 1 and first[1] == "'" and f"{first[0]}'" in befores:
        return True
    while at and tokens[at - 1].folded in ARTICLES:
        at -= 1
    words = [t.folded for t in tokens[max(0, at - 4) : at]]
    if role == "from" and _NEAR.intersection(words[-2:]):
        return False
    return any(" ".join(words[-n:]) in befores for n in (1, 2, 3, 4) if len(words) >= n)


_NOUNS_HAVE_CAPITALS = frozenset({"de", "ar"})
"""Where a capital (or the lack of capitals) does not tell a name from a word."""
_NOT_NAMES = frozenset({"i", "ich", "je", "я", "istanbul", "istanbul'da", "estambul"})


def unnamed(
    tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon, role: str, ordinary: frozenset[str]
) -> str | None:
    """What stands where a place of that role would, when nobody knows it: "from Xyzzy", "Xyzzy'den". Case tells a name."""
    taken = {at for m in mentions for at in range(m.first, m.last + 1)}
    befores, suffixes = lexicon.terms(f"{role}_before"), lexicon.terms(f"{role}_suffix")
    for at, token in enumerate(tokens):
        head, _, tail = token.folded.partition("'")
        if at in taken or head in _NOT_NAMES or len(head) < 3 or head.isdigit():
            continue
        if head in ordinary and lexicon.language in _NOUNS_HAVE_CAPITALS:
            continue
        if suffixes:
            if tail in suffixes and token.surface[:1].isupper():
                return token.surface[: len(head)]
            continue
        caseless = lexicon.language == "ar"
        words = [t.folded for t in tokens[max(0, at - 4) : at]]
        if (token.surface[:1].isupper() or caseless) and any(
            " ".join(words[-n:]) in befores for n in (1, 2, 3, 4) if len(words) >= n
        ):
            return _whole_name(tokens, at, taken)
    return None


def _whole_name(tokens: Sequence[Token], at: int, taken: set[int]) -> str:
    """The capitalised words from `at` on, three at most."""
    last = at
    while last + 1 < min(len(tokens), at + 3) and last + 1 not in taken and tokens[last + 1].surface[:1].isupper():
        last += 1
    return " ".join(t.surface for t in tokens[at : last + 1])
