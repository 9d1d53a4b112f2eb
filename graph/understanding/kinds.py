"""Kinds of place that a message speaks of without a name: "back to the tower", "kuleye dönelim", "نرجع للقصر".

The pack's own words for kinds stand as they are spelled; the everyday ideas know their endings, cases and clitics, too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph.understanding.lexicon import Lexicon
from graph.understanding.roles import AREAS, PLACES
from tools import arabic
from tools.gazetteer.names import Gazetteer, Mention, Target, Token

_ONE_OF_MANY = frozenset({"best_top", "nearest", "closest_to_me", "favourite", "other_another", "something_else", "which"})
_BY_IDEA: dict[str, tuple[str, ...]] = {
    "palace": ("palace",),
    "tower": ("tower",),
    "bridge": ("bridge",),
    "mosque": ("mosque",),
    "church": ("church",),
    "synagogue": ("synagogue",),
    "monastery": ("church",),
    "museum": ("museum",),
    "gallery_art": ("gallery",),
    "castle_fortress": ("fortress",),
    "cistern": ("cistern",),
    "column": ("monument",),
    "obelisk": ("monument",),
    "hammam_bath": ("hammam",),
    "shrine_tomb": ("tomb",),
    "cemetery": ("cemetery",),
    "library": ("library",),
    "aquarium": ("aquarium",),
    "zoo_animals": ("zoo",),
    "theme_park": ("theme_park",),
    "island": ("island",),
    "forest": ("forest",),
    "park": ("park", "garden"),
    "garden": ("garden", "park"),
    "beach": ("beach",),
    "hilltop": ("viewpoint",),
    "square_plaza": ("square",),
    "street": ("street", "shopping_street", "bar_street"),
    "avenue": ("street", "shopping_street"),
    "bazaar": ("bazaar", "market"),
    "market_street": ("market", "bazaar"),
    "mall": ("mall",),
    "neighbourhood": ("neighborhood", "district"),
    "district": ("district", "neighborhood"),
    "hotel": ("hotel", "boutique_hotel"),
}


def _of(token: Token, lexicon: Lexicon) -> list[str]:
    """The kinds a word stands for."""
    return [kind for names in lexicon.ideas(token.folded) for name in names for kind in _BY_IDEA.get(name, ())]


def spoken(tokens: Sequence[Token], named: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The kinds a message speaks of, in its order, as mentions of family "kind"; the words of a place's name say none."""
    taken = {i for m in named if m.target.family in PLACES for i in range(m.first, m.last + 1)}
    found = [m for m in named if m.target.family == "kind"]
    for at, token in enumerate(tokens):
        known = {kind_of(m) for m in found if m.first <= at <= m.last}
        for kind in _of(token, lexicon) if at not in taken else ():
            if kind not in known:
                found.append(Mention(Target(f"kind:{kind}", kind, "kind", "kind"), token.surface, at, at, "", 0.9))
    return sorted(found, key=lambda m: m.first)


def joined(mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon, known: Gazetteer) -> list[Mention]:
    """The mentions, a quarter beside an inflected kind of place being the sight of both names ("Çamlıca camisine")."""
    found = list(mentions)
    for i, mention in enumerate(found):
        if mention.target.family not in AREAS or mention.suffix:
            continue
        for at in (mention.last + 1, mention.first - 1):
            if not 0 <= at < len(tokens) or any(m.first <= at <= m.last for m in mentions):
                continue
            alike = (known.namesake(mention.target.name, kind) for kind in _of(tokens[at], lexicon))
            if target := next(filter(None, alike), None):
                first, last = min(at, mention.first), max(at, mention.last)
                surface = " ".join(t.surface for t in tokens[first : last + 1])
                found[i] = Mention(target, surface, first, last, "", 0.9, (mention.target,))
                break
    return found


def definite(spoken: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    """Of the kinds spoken of, those that are known to both: "the synagogue", "bu kule", "الجامع"."""
    if spoken and any(_ONE_OF_MANY.intersection(names) for token in tokens for names in lexicon.ideas(token.folded)):
        return []  # "the nearest mosque", "the best museum"
    return [mention for mention in spoken if _has_article(mention, tokens, lexicon)]


def _has_article(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    word, before = tokens[mention.first].folded, {t.folded for t in tokens[max(0, mention.first - 2) : mention.first]}
    if lexicon.language == "ar":
        return word.startswith(arabic.ARTICLES)
    return "'" in word or bool(before & lexicon.terms("definite_before"))


def kind_of(mention: Mention) -> str:
    """The kind of place a mention of family "kind" stands for, in the pack's terms."""
    return mention.target.id.removeprefix("kind:").replace("-", "_")


def names(mentions: Collection[Mention]) -> frozenset[str]:
    return frozenset(kind_of(m) for m in mentions)
