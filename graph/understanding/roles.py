"""Which named place is where one starts, where one goes, or the area one means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.understanding.lexicon import Lexicon
from tools.gazetteer import namesakes
from tools.gazetteer.names import Mention, Token

AREAS = frozenset({"neighborhood", "district", "stop", "side"})
_QUARTERS = AREAS - {"stop"}
PLACES = frozenset({"sight", "eatery", "gem", "shop", "nightlife", "stay", "neighborhood", "district", "stop", "side"})
ARTICLES = frozenset({"the", "la", "le", "l", "les", "der", "die", "das", "dem", "den", "our", "my", "notre", "mon"})


@dataclass(frozen=True)
class Roles:
    """Mentions by role; None where the message names none."""

    origin: Mention | None = None
    destination: Mention | None = None
    area: Mention | None = None


def assign(
    mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon, *, travels: bool, subject: bool = False
) -> Roles:
    """Reads prepositions before and suffixes on each named place. `travels`: the message asks to get somewhere; `subject`: it
    asks about the place named rather than for something in it.
    """
    places = [m for m in mentions if m.target.family in PLACES]
    if not places:
        return Roles()
    if not travels:
        return Roles(area=_area(places, tokens, lexicon, subject=subject))
    places = _located(_once(places, tokens, lexicon), tokens, lexicon)
    origin = next((m for m in places if marked(m, tokens, lexicon, "from")), None)
    arrival = next((m for m in places if m is not origin and _arrives(m, tokens, lexicon)), None)
    if origin is None and arrival and (len(places) > 1 or arrival.target.id in _ports()):
        origin = arrival  # "we land at Sabiha Gökçen, how do we get to Taksim"
    if len(places) == 1 and lexicon.any_of("distance").search(" ".join(t.folded for t in tokens)):
        return Roles(destination=places[0])  # "I'm ten minutes from the bridge"
    rest = [m for m in places if m is not origin]
    destination = next((m for m in rest if marked(m, tokens, lexicon, "to")), None)
    unmarked = [m for m in rest if m is not destination]
    if destination is None and unmarked:
        destination = unmarked.pop() if origin or len(unmarked) == 1 else unmarked.pop(1)
    if origin is None and unmarked:
        origin = unmarked[0]
    return Roles(origin=origin, destination=destination)


BESIDE = 4
"""Words from a place to the quarter that tells where it lies, at most."""


def _located(places: list[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    """The places without a quarter that only tells where the one before it lies: "the toy museum over in Göztepe"."""
    kept = places[:1]
    for before, m in pairwise(places):
        tells = m.target.family in _QUARTERS and m.first - before.last <= BESIDE and _inside(m, tokens, lexicon)
        if not tells or any(marked(m, tokens, lexicon, end) for end in ("from", "to")):
            kept.append(m)
    return kept


def denied(mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> list[str]:
    """Ids of places a correction puts aside: "I meant Dolmabahçe, not Topkapı", "Topkapı değil Dolmabahçe"."""
    found = [m.target.id for m in mentions if m.target.family in PLACES and put_aside(m, tokens, lexicon)]
    return found if any(m.target.family in PLACES and m.target.id not in found for m in mentions) else []


_NO = frozenset({"no", "non", "nein", "нет", "لا"})
"""Words that, first in a message, deny what was understood and not what they stand before: "no, the tower"."""


def put_aside(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a word beside a mention says that it is not meant."""
    before = {t.folded for t in tokens[max(0, mention.first - 2) : mention.first]}
    if mention.first <= 2 and tokens[0].folded in _NO:
        before.discard(tokens[0].folded)
    after = {t.folded for t in tokens[mention.last + 1 : mention.last + 2]}
    return bool(before & lexicon.terms("denied_before") or after & lexicon.terms("denied_after"))


def with_area(
    who: Roles, mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon, *, there: bool, way: bool, wishes: bool
) -> Roles:
    """The roles of a message that asks for a way and for something at a place: "kumpir in Ortaköy, and how do I get there".

    `there`: it points at a place named before; `way`: it asks how to get somewhere; `wishes`: for something at a place.
    """
    inside = next((m for m in mentions if m.target.family in _QUARTERS and _inside(m, tokens, lexicon)), None)
    if inside is None:
        end = who.destination
        return replace(who, area=end) if there and wishes and end and end.target.family in AREAS else who
    ends = [m for m in (who.origin, who.destination) if m and m.target.id != inside.target.id]
    both = next((m for m in ends if marked(m, tokens, lexicon, "to")), None)
    goes = there or way
    start = next((m for m in ends if m is not both), None)
    again = next(
        (m for m in (who.origin,) if m and m.target.id == inside.target.id and marked(m, tokens, lexicon, "from")), None
    )
    return Roles(origin=start or again, destination=both or (inside if goes or start else None), area=inside)


def _inside(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether something is wanted in a place: "in Kadıköy", but not "how do I get to Kadıköy", whatever the preposition."""
    if namesakes.of(mention.key, mention.target.id) or not marked(mention, tokens, lexicon, "area"):
        return False
    if lexicon.terms("area_suffix"):
        return True
    ahead = " ".join(t.folded for t in tokens[max(0, mention.first - ASKED) : mention.first])
    return not lexicon.any_of("ask_way").search(ahead)


ASKED = 7
"""Words before a place within which "how do I get" asks for the way to it."""


def _area(places: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon, *, subject: bool) -> Mention | None:
    """The area a message without a way is about. A sight is one only as the middle of it, or where it shares an area's name."""
    areas = [m for m in places if m.target.family in AREAS and namesakes.of(m.key, m.target.id) is None]
    if subject:
        areas = [m for m in areas if marked(m, tokens, lexicon, "area")]
    shared = [
        replace(m, target=next(t for t in m.others if t.family in _QUARTERS))
        for m in places
        if m.target.family == "sight" and any(t.family in _QUARTERS for t in m.others) and marked(m, tokens, lexicon, "area")
    ]
    near = [m for m in places if _near(m, tokens, lexicon)]
    return next(iter(areas or shared or near), None)


def _once(places: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    """A place named twice counts where its part in the journey is told."""
    kept: dict[str, Mention] = {}
    for mention in places:
        told = any(marked(mention, tokens, lexicon, role) for role in ("from", "to"))
        if mention.target.id not in kept or told:
            kept[mention.target.id] = mention
    return sorted(kept.values(), key=lambda m: m.first)


def _ports() -> frozenset[str]:
    """The airports."""
    return frozenset(c.id for c in namesakes.every()["which:airport"].choices)


def _arrives(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether one comes into the city at a place: "landing at …", "…'e iniyoruz"."""
    ahead = " ".join(t.folded for t in tokens[max(0, mention.first - 4) : mention.first])
    behind = " ".join(t.folded for t in tokens[mention.last + 1 : mention.last + 4])
    return bool(lexicon.any_of("arrives_ahead").search(ahead) or lexicon.any_of("arrives_behind").match(behind))


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
    if any(following.startswith(word) and following[len(word) :][:1] != "m" for word in lexicon.terms("area_after")):
        return True  # "Kulesi'nin yanında", but not "yanımızdaki"
    words = [t.folded for t in tokens[max(0, mention.first - 4) : mention.first] if t.folded not in ARTICLES]
    befores = lexicon.terms("area_before") - _INSIDE
    return any(" ".join(words[-n:]) in befores for n in (1, 2, 3, 4) if len(words) >= n)


def marked(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon, role: str) -> bool:
    """Whether a preposition or suffix gives a mention a role: "from", "to" or "area"."""
    suffixes = lexicon.terms(f"{role}_suffix")
    if suffixes and mention.suffix in suffixes:
        return True
    befores = lexicon.terms(f"{role}_before")
    at = mention.first
    if lexicon.language == "ar" and any(_is_hung(prefix, mention, tokens[at].folded) for prefix in _HANGING[role]):
        return True
    first = tokens[at].folded
    if len(first) > 1 and first[1] == "'" and f"{first[0]}'" in befores:
        return True
    if _noun_marked(mention, tokens, lexicon, role):
        return True
    at = _name_begins(at, tokens, lexicon)
    words = [t.folded for t in tokens[max(0, at - 4) : at]]
    if role == "from" and _NEAR.intersection(words[-2:]):
        return False
    return any(" ".join(words[-n:]) in befores for n in (1, 2, 3, 4) if len(words) >= n)


_HANGING: dict[str, tuple[str, ...]] = {"to": ("لل", "ل", "عال", "ع"), "area": ("بال", "ب"), "from": ()}
"""Arabic prepositions that are written onto the next word."""


def _is_hung(prefix: str, mention: Mention, first: str) -> bool:
    """Whether a preposition is written onto the first word of a name."""
    if mention.first == mention.last and mention.suffix in (prefix, f"و{prefix}", f"ف{prefix}"):
        return True
    name = mention.key[0] if mention.key else ""
    return first.startswith(prefix) and bool(name) and first[len(prefix) :] in (name, name.removeprefix("ال"))


def _name_begins(at: int, tokens: Sequence[Token], lexicon: Lexicon) -> int:
    """Where a name begins with the article or the kind of place before it: "(to) the island of Büyükada"."""
    nouns = lexicon.terms("noun_before")
    begin = at
    while begin and tokens[begin - 1].folded in ARTICLES:
        begin -= 1
    noun = begin - 1
    if noun > 0 and tokens[noun].folded in _OF:
        noun -= 1
    if noun < 0 or tokens[noun].folded.split("'")[-1] not in nouns:
        return begin
    while noun and tokens[noun - 1].folded in ARTICLES:
        noun -= 1
    return noun


_OF = frozenset({"of", "de", "du", "d", "von"})


def _noun_marked(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon, role: str) -> bool:
    """Whether the kind of place beside a name carries the mark: "لجزيرة بيوك أدا", "Heybeliada adasına"."""
    if lexicon.language == "ar" and mention.first:
        before, nouns = tokens[mention.first - 1].folded, lexicon.terms("noun_before")
        for prefix in _HANGING[role]:
            if before.startswith(prefix) and (before[len(prefix) :] in nouns or f"ال{before[len(prefix) :]}" in nouns):
                return True
    suffixes, nouns = lexicon.terms(f"{role}_suffix"), lexicon.terms("noun_after")
    if not suffixes or mention.suffix or mention.last + 1 >= len(tokens):
        return False
    following = tokens[mention.last + 1].folded.replace("'", "")
    return any(following.startswith(noun) and following[len(noun) :] in suffixes for noun in nouns)


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
        if at in taken or head in _NOT_NAMES or len(head) < 3 or head.isdecimal():
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
