"""From a message to what it means: language, entities, cues, signals, roles, references. No model, no I/O, milliseconds."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, cast, get_args

from typing_extensions import TypedDict

from data.schema import Language, SightKind
from graph.linear import grams
from graph.understanding import carry, dialogue, facts, journey, kinds, lexicon, roles, signals
from graph.understanding import cues as reading
from graph.understanding.carry import Topic
from graph.understanding.cues import Cues
from graph.understanding.dialogue import Focus, Memory
from graph.understanding.journey import Journey
from graph.understanding.kinds import kind_of
from graph.understanding.language import LanguageDetector
from graph.understanding.lexicon import Lexicon
from graph.understanding.model import SIGNALS, Budget, Constraints, DetectedSignal, Entity, Reference, Signal, Understanding
from graph.understanding.nearest import Nearest
from graph.understanding.roles import PLACES, Roles
from tools.gazetteer import namesakes
from tools.gazetteer.names import Gazetteer, Mention, Token, tokenize
from tools.text import clean, fold

_MISHEARD: frozenset[Signal] = frozenset(
    {"needs_attraction", "needs_neighborhood", "needs_restaurant", "needs_map", "needs_shopping", "needs_nightlife",
     "needs_family_friendly"}
)  # fmt: skip
"""What a message about two named places may be taken for when it only asks for the way between them."""

_KINDED = frozenset({"sight", "gem", "eatery", "shop", "nightlife", "stay"})
"""Families whose entries have a kind of their own."""
_NOT_CUISINES = frozenset(
    {"vegan", "vegetarian", "breakfast", "dessert", "coffee", "tea-house", "bakery", "fine-dining", "meyhane"}
)
"""Cuisines of the pack that are a diet, a meal, a price or a kind of place: constraints and hints of their own say them."""
_TAVERNS = frozenset({"meyhane"})
"""Cuisines of the pack that say what kind of place it is."""
_EATEN = ("dish", "cuisine")
_NOT_NAMED = frozenset({"burger", "steak", "pizza", "makarna", "sushi", "waffle", "tost", "cay", "misir", "kebab", "seafood"})
"""Dishes and cuisines that are everyday words anywhere, and name nothing."""
_AT_PLACES = frozenset(
    {"needs_restaurant", "needs_shopping", "needs_nightlife", "needs_accommodation", "needs_hidden_gems", "needs_itinerary"}
)
"""Wishes that words alone tell, for something at a place."""
_OF_ONE: dict[str, frozenset[str]] = {
    "needs_map": frozenset({"needs_map", "needs_attraction", "needs_neighborhood", "needs_gps_routing"}),
    "needs_family_friendly": frozenset({"needs_family_friendly", "needs_attraction"}),
}
"""Signals that ask about the place named, with what may be heard beside them: "where is Kuzguncuk", "is Miniatürk good for
kids".
"""
SURE_SHORT = 0.8
SURE_ALONE = 0.9
"""From here on a message that also has a signal's own words asks for that, whatever was asked before."""
SURE_SAID = 0.6
"""From here on a message asks how something is said, and what it names is wished by nobody."""
SURE: dict[str, float] = {"needs_itinerary": 0.9, "needs_gps_routing": 0.9}
"""From here on a plan for the day, or directions from where one stands, are what was asked for, although two ends or a deadline
are named."""
SPARE = 8
"""Words up to which a message that asks for nothing but adds a wish goes on with the turn before."""
NAMED = 0.7
"""Chance of carrying no signal below which a bare name asks about the thing it names."""
REPLY = 6
"""Words up to which a message may say which of two places was meant."""
_NO_DAY = datetime(2026, 1, 1, 12)
"""Any moment: what day a part of a message means is not asked."""
_QUOTED = re.compile('["“«„][^"”»“]*["”»“]')
"""What is quoted is often in another language than the question about it."""
_JOINED = re.compile(
    r"[?؟]\s+|[,;،]?\s+(?:and|also|plus|ve|bir de|ayrıca|et|и|а также|und|sowie)\s+|[,،]\s*و"
    r"|\s+و(?=(?:كيف|وين|أين|اين|هل|كم|شو|ايه|متى|فين))",
    re.IGNORECASE,
)
"""Between two requests in one message."""
REQUEST, REQUESTS = 3, 3
"""Words of a part that may be a request by itself, at least; parts of a message, at most."""
SURE_APART = 0.95
"""From here on a part asks for something that is lost in the whole: "how is the weather, and where can I eat in Moda"."""
SURE_APART_SAID = 0.8
"""The same where the part has the signal's own words."""
UNSAID = 6
"""Words up to which a question that names nothing is about the topic ("pazartesi açık mı?")."""
_MISTAKEN = frozenset({"needs_events", "needs_weather", "needs_neighborhood", "needs_hidden_gems"})
"""What "is the first one open tomorrow?" looks like when nobody knows what it points at."""
_WAYS = frozenset({"needs_transportation", "needs_gps_routing", "needs_translation"})


class Hints(TypedDict):
    """What the tools need beyond the contract's understanding, as JSON primitives."""

    meal: str | None
    setting: str | None
    prefer: str | None
    month: int | None
    goods: list[str]
    dish: str | None
    cuisine: str | None
    social: str | None
    here: bool
    origin_id: str | None
    destination_id: str | None
    area_id: str | None
    kinds: list[str]
    lexical: list[str]
    language_known: bool
    time: str | None
    by: bool
    edge: str | None
    via_id: str | None
    unknown: dict[str, str]
    elsewhere: bool
    denied: list[str]


@dataclass(frozen=True)
class Reading:
    """An understanding with the hints beside it."""

    understanding: Understanding
    hints: Hints


@dataclass
class Understander:
    """Thread-safe once built."""

    gazetteer: Gazetteer
    lexicons: dict[Language, Lexicon]
    languages: LanguageDetector
    detector: signals.SignalDetector
    carry: carry.CarryModel
    facts: facts.FactsModel

    @classmethod
    def load(cls, gazetteer: Gazetteer, nearest: Nearest | None = None) -> Understander:
        """Reads the models and lexicons; `gazetteer` knows the names of the pack and the network."""
        return cls(
            gazetteer, lexicon.load(), LanguageDetector.load(), signals.SignalDetector.load(nearest), carry.CarryModel.load(),
            facts.FactsModel.load(),
        )  # fmt: skip

    def language(self, text: str, declared: Language | None, memory: Memory) -> tuple[Language, Language, bool]:
        """(language to answer in, language of the text, whether the text told it)."""
        return self._language(text, declared, memory)[:3]

    def _language(
        self, text: str, declared: Language | None, memory: Memory
    ) -> tuple[Language, Language, bool, tuple[Language, list[Mention]]]:
        """As `language`, with the mentions found on the way and the language they were looked for in."""
        fallback: Language = declared or memory.get("language") or "en"  # type: ignore[assignment]
        expected = self.languages.by_script(text) or fallback
        everything = tokenize(text)
        mentions = self.gazetteer.mentions(everything, expected)
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        named = {i for m in mentions for i in range(m.first, m.last + 1) if m.target.family in PLACES}
        inside = {i for i, t in enumerate(everything) if any(start <= t.start < end for start, end in quoted)}
        left_out = named | inside if len(inside) < len(everything) else named
        rest = " ".join(t.surface for i, t in enumerate(everything) if i not in left_out)
        looked = (expected, mentions)
        if social := self._social_language(rest):
            return declared or social, social, True, looked
        guess = self.languages.guess(rest) or (self.languages.guess(text) if not text.isascii() else None)
        if guess is None:
            return fallback, fallback, False, looked
        previous = memory.get("language")
        if guess.certainty < SURE_SHORT and guess.language != "tr" and _turkish_suffix(everything, named):
            return declared or "tr", "tr", True, looked
        sure = guess.certainty >= (0.5 if previous in (None, guess.language) else 0.7)
        text_language = guess.language if sure else fallback
        return declared or text_language, text_language, sure, looked

    def _social_language(self, text: str) -> Language | None:
        """The language of a bare greeting or thanks, where only one of the six has it."""
        folded = fold(text).strip(" !.,?")
        if not folded or len(folded.split()) > 3:
            return None
        kinds = ("greeting", "thanks", "bye", "about_you")
        found = [code for code, lex in self.lexicons.items() if any(lex.any_of(kind).fullmatch(folded) for kind in kinds)]
        return found[0] if len(found) == 1 else "en" if "en" in found else None

    def read(
        self,
        text: str,
        *,
        now: datetime,
        declared: Language | None = None,
        memory: Memory | None = None,
        located: bool = False,
    ) -> Reading:
        """Everything a message means. `located`: the traveller's position is known. Never raises for any text."""
        memory = memory or {}
        text = clean(text)
        if picked := self._picked(text, declared, memory):
            return picked
        answer_language, language, known, (looked_in, mentions) = self._language(text, declared, memory)
        tokens, folded = tokenize(text), fold(text)
        lex = self.lexicons[language]
        mentions = mentions if looked_in == language else self.gazetteer.mentions(tokens, language)
        mentions = kinds.joined(mentions, tokens, lex, self.gazetteer)
        memory, spoken = dialogue.recalled(memory, tokens, mentions, lex)
        found = reading.read(_unquoted(folded), tokens, lex, now)
        lexical = lex.found("signals", folded)
        names_place = any(m.target.family in PLACES for m in mentions)
        scores, detected, carried, pointed = self._detected(
            text, folded, lex, tokens, mentions, found, lexical, memory, kinds.names(spoken)
        )
        if not found.here and not located and roles.near_named(mentions, tokens, lex):
            detected = self._around(detected, lexical)
        trip = journey.read(folded, tokens, mentions, lex, now, day=":" not in (found.when or ":"))
        denied = roles.denied(mentions, tokens, lex) if found.correction or carried else []
        meant = [m for m in mentions if m.target.id not in denied]
        ends = [m for m in meant if m is not trip.via]
        detected = self._going(detected, lexical, trip, ends, tokens, lex, there=found.there and bool(memory.get("topic")))
        spare = bool(memory.get("signals")) and len(tokens) <= SPARE and not found.social
        continues = carried or (not detected and spare and dialogue.adds(found, names_place=names_place))
        if continues and (not detected or {str(s.name) for s in detected} <= set(memory.get("signals") or ())):
            detected = dialogue.inherited(memory, found, detected)
        elif not detected and not found.social:
            detected = self.detector.likeliest(scores, language)
        travels = any(s.name in ("needs_transportation", "needs_gps_routing") for s in detected)
        who = self._roles(detected, lexical, meant, ends, tokens, lex, found, travels=travels)
        if trip.edge and who.destination and not who.origin and not roles.marked(who.destination, tokens, lex, "to"):
            who = Roles(origin=who.destination)  # "when does the last M2 leave Taksim?"
        who = self._told(who, mentions, memory)
        who, reference = self._reference(
            who, found, memory, mentions, spoken, tokens, lex, detected,
            travels=travels, continues=continues, pointed=pointed, located=located,
        )  # fmt: skip
        if reference and found.opening and {s.name for s in detected} <= _MISTAKEN:
            detected = [DetectedSignal(name="needs_attraction", confidence=dialogue.INHERITED)]  # "when is it open?"
        _reprice(found, folded, lex, memory)
        own = self._constraints(
            found, mentions, who, trip.time if travels else None,
            priced=continues or self._pays(detected, lexical, who, found, travels=travels),
        )  # fmt: skip
        own = self._pointed(own, reference, found, memory, travels=travels)
        merged = dialogue.merged(own, memory, found, continues=continues)
        back = self._back(folded, lex, memory) if continues and travels and not names_place else {}
        merged = merged.model_copy(update=back)
        understanding = Understanding(
            language=answer_language,
            signals=detected,
            entities=[_entity(m) for m in mentions if _is_entity(m, travels=travels)],
            constraints=merged,
            refers_to=reference,
        )
        hints = self._hints(found, mentions, who, reference, known, lexical, denied)
        if travels:
            _leave_open(hints, who, memory)
            if reference and found.from_there and not who.origin:
                hints["origin_id"] = reference.id
        self._tell(hints, trip, self._unknown(who, tokens, mentions, lex) if travels else {}, lex)
        self._take_over(hints, memory, detected, continues=continues, back=bool(back))
        return Reading(understanding, hints)

    @staticmethod
    def _take_over(hints: Hints, memory: Memory, detected: list[DetectedSignal], *, continues: bool, back: bool) -> None:
        """Puts what holds on from the turn before into the hints; the ends of a way `back` are those of the constraints."""
        if back:
            hints["origin_id"] = hints["destination_id"] = None
        if continues and not hints["area_id"] and dialogue.wished([str(s.name) for s in detected]):
            hints["area_id"] = memory.get("area")

    async def attend(self, text: str, **given: Any) -> Reading:
        """`read`, in a thread where an embedding model makes it slow."""
        return await asyncio.to_thread(self.read, text, **given) if self.detector.nearest else self.read(text, **given)

    def _reference(
        self, who: Roles, found: Cues, memory: Memory, mentions: list[Mention], spoken: list[Mention], tokens: list[Token],
        lex: Lexicon, detected: list[DetectedSignal], *, travels: bool, continues: bool, pointed: bool | None, located: bool,
    ) -> tuple[Roles, Reference | None]:  # fmt: skip
        """What the message speaks of without naming it, by its usual name, and the ends of a journey with that in mind.

        `spoken` are the kinds of place it speaks of.
        """
        names_place = any(m.target.family in PLACES for m in mentions)
        who, points = self._pointing(who, found, mentions, tokens, lex, travels=travels, pointed=bool(pointed))
        reference = dialogue.refers_to(
            found, memory, detected, names_place=names_place, points=points, located=located, pointed=pointed
        )
        if not names_place:
            reference = self._carried(reference, found, memory, spoken, continues=continues)
            reference = self._beside(reference, memory, kinds.definite(spoken, tokens, lex))
        if reference is None and continues and travels and not who.destination and not (names_place and not who.origin):
            reference = self._end_before(memory)
        if reference:
            reference = reference.model_copy(update={"name": self.gazetteer.usual(reference.id, reference.name)})
        return who, reference

    def _roles(
        self, detected: list[DetectedSignal], lexical: list[str], mentions: list[Mention], ends: list[Mention],
        tokens: list[Token], lex: Lexicon, found: Cues, *, travels: bool,
    ) -> Roles:  # fmt: skip
        """Which place is where one starts, goes, or looks for something; a way may be asked for without a signal for it."""
        names = {s.name for s in detected}
        at_places = bool(_AT_PLACES.intersection([*names, *lexical])) or any(
            m.target.family in ("dish", "cuisine") for m in mentions
        )
        said = " ".join(t.folded for t in tokens)
        here = bool(lex.any_of("from_here").search(said))
        there = found.there and not lex.any_of("there_from").search(said)
        moves = travels or roles.both_marked(ends, tokens, lex) or (here and not at_places)
        subject = any(asked in names and names <= about for asked, about in _OF_ONE.items())
        who = roles.assign(ends if moves else mentions, tokens, lex, travels=moves, subject=subject)
        if not moves or not (at_places or dialogue.wished([str(name) for name in names]) or there):
            return who
        return roles.with_area(who, mentions, tokens, lex, there=there, way=found.way, wishes=at_places)

    @staticmethod
    def _pays(detected: list[DetectedSignal], lexical: list[str], who: Roles, found: Cues, *, travels: bool) -> bool:
        """Whether a price level is wished for: not where only a way or a translation is ("how do I say: too expensive")."""
        names = {str(s.name) for s in detected}
        if "needs_translation" in lexical or any(s.name == "needs_translation" and s.confidence >= SURE_SAID for s in detected):
            return False
        goes = travels and bool(who.destination or who.origin or found.way)
        return not goes or bool(dialogue.wished([*names, *_AT_PLACES.intersection(lexical)]))

    def _detected(
        self, text: str, folded: str, lex: Lexicon, tokens: list[Token], mentions: list[Mention], found: Cues,
        lexical: list[str], memory: Memory, told_kinds: Collection[str],
    ) -> tuple[dict[str, float], list[DetectedSignal], bool, bool | None]:  # fmt: skip
        """Every signal's probability, the signals the message carries in its place, whether it goes on with the turn before,
        and whether it speaks of the topic unnamed (None: not asked); puts into `found` what was heard of the travellers, and
        `unsaid` where something is asked."""
        extra = signals.evidence(folded, lex, mentions, found, lexical)
        message = signals.features(text, extra)
        scores, told = self.detector.scores(message, text), self.facts.chances(message, found)
        if found.social and _only_social(folded, lex):
            return scores, [], False, False
        detected = self.detector.decide(scores, lex.language, lexical)
        before = memory.get("signals") or []
        carried, pointed = False, None
        if before and len(tokens) <= carry.READ:
            topic, letters = self._topic(memory), grams(text)
            laid = carry.features(letters, extra, found, scores, before, tokens, mentions, topic, told_kinds)
            placed = carry.context(letters, extra, before, topic, told_kinds)
            followed = self.carry.follow(laid, placed, scores, before, len(tokens), topic)
            pointed = followed.points >= carry.POINTS
            if len(tokens) <= carry.LONGEST:
                said = {name for name in lexical if scores[name] >= SURE_ALONE}
                carried = followed.goes_on >= carry.CONTINUES and said <= set(before)
                detected = _in_place(followed, detected, scores, lexical)
        if not detected and not carried and not found.social and scores[signals.NONE] < NAMED:
            detected = self._by_name_alone(mentions, tokens)
        names_place = any(m.target.family in PLACES for m in mentions)
        detected = self._with_way(detected, found, names_place=names_place or found.there or found.ordinal is not None)
        if [s.name for s in detected] == ["needs_gps_routing"] and any(m.target.family in _EATEN for m in mentions):
            eaten = DetectedSignal(name="needs_restaurant", confidence=dialogue.INHERITED)  # "the nearest baklava"
            detected = [*detected, eaten]
        detected = [*detected, *self._apart(text, lex, {s.name for s in detected})]
        asked = found.opening or found.way or any(s.name == "needs_map" for s in detected)
        bare = not names_place and not any(m.target.family == "kind" for m in mentions)
        found.unsaid = asked and bare and len(tokens) <= UNSAID
        counted = told[facts.COUNTED] >= facts.HEARD
        cuisines = [m.target.id for m in mentions if m.target.family == "cuisine"]
        facts.hear(found, told, reading.headcount(folded, lex) if counted else None, cuisines)
        return scores, detected, carried, pointed

    def _apart(self, text: str, lex: Lexicon, known: set[Any]) -> list[DetectedSignal]:
        """What a part of a message asks for beside the signals `known`."""
        parts = [part for part in _JOINED.split(text) if len(part.split()) >= REQUEST]
        if not known or not 1 < len(parts) <= REQUESTS:
            return []
        found: dict[str, float] = {}
        for part in parts:
            read = signals.read(part, self.gazetteer, lex, _NO_DAY)
            scores = self.detector.scores(read.features)
            sure = {name: SURE_APART_SAID if name in read.lexical else SURE_APART for name in SIGNALS if name not in known}
            found |= {name: scores[name] for name, limit in sure.items() if scores[name] >= limit}
        return [DetectedSignal(name=cast(Signal, name), confidence=round(chance, 4)) for name, chance in found.items()]

    def _topic(self, memory: Memory) -> Topic:
        """What kind of thing the conversation is about."""
        offered, topic, shown = memory.get("offered"), memory.get("topic"), memory.get("shown") or []
        if (topic is None and shown) or (offered and len(shown) > 1):
            return Topic(carry.LIST)
        if (topic := offered or topic) is None:
            return Topic()
        target = self.gazetteer.by_id.get(topic["id"] or "")
        return Topic(target.family, target.kind) if target else Topic("place")

    @staticmethod
    def _with_way(detected: list[DetectedSignal], found: Cues, *, names_place: bool) -> list[DetectedSignal]:
        """ "How do I get to …" with a place asks for the way, whatever else the message is about."""
        if not found.way or not names_place or any(s.name in _WAYS for s in detected):
            return detected
        return [DetectedSignal(name="needs_transportation", confidence=0.8), *detected]

    def _picked(self, text: str, declared: Language | None, memory: Memory) -> Reading | None:
        """The journey that was asked back about, when the message says which place was meant ("the palace", "SAW")."""
        pending = memory.get("which")
        tokens = tokenize(text)
        if pending is None or not tokens or len(tokens) > REPLY:
            return None
        language, _, known, (_, mentions) = self._language(text, declared, memory)
        ids = [m.target.id for m in mentions if namesakes.of(m.key, m.target.id) is None]
        shared = namesakes.every().get(pending["hints"][f"{pending['role']}_id"] or "")
        if shared is None:
            return None
        numbers = [int(n) for n in self.lexicons[language].found("ordinals", fold(text))]
        first = [c.id for n in numbers[:1] for c in shared.choices[n - 1 : n] if n > 0]
        choice = shared.picked(text, ids or first)
        elsewhere = [m for m in mentions if m.target.family in PLACES and m.target.id not in {c.id for c in shared.choices}]
        if choice is None or any(namesakes.of(m.key, m.target.id) is None for m in elsewhere):
            return None
        hints = cast(Hints, {**pending["hints"], f"{pending['role']}_id": choice.id, "language_known": known})
        held = {**memory.get("constraints", {}), pending["role"]: self.gazetteer.usual(choice.id, choice.id)}
        going = DetectedSignal(name="needs_transportation", confidence=dialogue.INHERITED)
        understanding = Understanding(
            language=language,
            signals=[going],
            entities=[_entity(m) for m in mentions if m.target.id == choice.id],
            constraints=Constraints.model_validate(held),
        )
        return Reading(understanding, hints)

    def _told(self, who: Roles, mentions: list[Mention], memory: Memory) -> Roles:
        """The ends of a journey, a shared name settled where the message or the conversation tells which place is meant."""
        topic, held = memory.get("topic"), memory.get("constraints", {})
        ends = {"origin": who.origin, "destination": who.destination}
        for role, mention in list(ends.items()):
            shared = namesakes.of(mention.key, mention.target.id) if mention else None
            if mention is None or shared is None:
                continue
            other = ends["destination" if role == "origin" else "origin"]
            left = [c for c in shared.choices if other is None or c.id != other.target.id]
            spoken = [m.target.id for m in mentions if m is not mention and m is not other]
            before = [topic["id"] or ""] if topic else []
            before += [
                c.id for c in shared.choices if self.gazetteer.usual(c.id, "") in (held.get("origin"), held.get("destination"))
            ]
            apart = other is None or namesakes.of(other.key, other.target.id) is not shared
            choice = left[0] if len(left) == 1 and apart else shared.told(spoken) or shared.told(before)
            if choice and choice.id in self.gazetteer.by_id:
                ends[role] = replace(mention, target=self.gazetteer.by_id[choice.id], key=(choice.id,))
        return replace(who, **ends)

    def _namesake(self, memory: Memory, kinds: list[Mention]) -> Reference | None:
        """ "No, I meant the bridge": what the topic shares its name with."""
        topic = memory.get("topic")
        for kind in (kind_of(m) for m in kinds if topic):
            if target := self.gazetteer.namesake(topic["name"], kind):  # type: ignore[index]
                return Reference(name=target.name, id=target.id)
        return None

    def _beside(self, reference: Reference | None, memory: Memory, spoken: list[Mention]) -> Reference | None:
        """ "And the synagogue?" in Kuzguncuk: the one that stands there, where the topic is of another kind."""
        topic = memory.get("topic")
        if topic is None or topic["kind"] in kinds.names(spoken) or (reference and reference.id != topic["id"]):
            return reference
        target = self.gazetteer.beside(topic["id"], kinds.names(spoken))
        return Reference(name=target.name, id=target.id) if target else reference

    def _back(self, folded: str, lex: Lexicon, memory: Memory) -> dict[str, str]:
        topic = memory.get("topic")
        goal = self.gazetteer.usual(topic["id"], topic["name"]) if topic else None
        return dialogue.returning(lex.ideas(folded), memory, goal)

    def _end_before(self, memory: Memory) -> Reference | None:
        """Where the journey of the turns before goes, when the conversation is about it: "from Karaköy, I mean"."""
        topic, held = memory.get("topic"), memory.get("constraints", {})
        if topic is None or held.get("destination") != self.gazetteer.usual(topic["id"], topic["name"]):
            return None
        return Reference(name=topic["name"], id=topic["id"])

    def _carried(
        self, reference: Reference | None, found: Cues, memory: Memory, kinds: list[Mention], *, continues: bool
    ) -> Reference | None:
        """What a message that names no place is about: "and on Monday?" the same bazaar, "I meant the bridge" its namesake.

        `kinds` are the kinds of place it names and does not put aside.
        """
        about = memory.get("about")
        if reference is None and continues and about:
            reference = Reference(name=about["name"], id=about["id"])
        if found.correction and memory.get("topic"):
            return self._namesake(memory, kinds) or reference
        return reference

    def _pointed(
        self, own: Constraints, reference: Reference | None, found: Cues, memory: Memory, *, travels: bool
    ) -> Constraints:
        """The constraints with what "there" and "that day" stand for."""
        meant: dict[str, Any] = {}
        if reference and travels and own.destination and not own.origin and found.from_there:
            meant["origin"] = reference.name
        elif reference and travels and not own.destination:
            meant["destination"] = reference.name
        elif reference and not travels and not own.area:
            target = self.gazetteer.by_id.get(reference.id or "")
            if target and target.family in ("neighborhood", "district", "side"):
                meant["area"] = reference.name
        if found.that_day and not own.when:
            meant["when"] = memory.get("constraints", {}).get("when")
        return own.model_copy(update=meant)

    @staticmethod
    def _pointing(
        who: Roles, found: Cues, mentions: list[Mention], tokens: list[Token], lex: Lexicon, *, travels: bool, pointed: bool
    ) -> tuple[Roles, bool]:
        """The ends of a journey, and whether one is only pointed at. "And there from Taksim?", "how do I reach it from Moda":
        the one place named is the start when it is marked so, else the end."""
        one = who.destination or who.origin
        start = one is not None and roles.marked(one, tokens, lex, "from")
        if not travels or not (found.there or found.ordinal is not None or ((found.it or pointed) and start)):
            return who, False
        if who.destination and not who.origin and start:
            return Roles(origin=who.destination), True
        if found.from_there and who.destination and not who.origin:
            return who, True
        return who, who.destination is None

    @staticmethod
    def _around(detected: list[DetectedSignal], lexical: list[str]) -> list[DetectedSignal]:
        """ "What is there near the Galata Tower?" asks for places around it, not for a way from where one stands."""
        rest = [s for s in detected if s.name != "needs_gps_routing"]
        if rest or not detected:
            return rest
        wished = dialogue.wished(lexical) or ["needs_attraction"]
        return [DetectedSignal(name=cast(Signal, wished[0]), confidence=detected[0].confidence)]

    def _going(
        self,
        detected: list[DetectedSignal],
        lexical: list[str],
        trip: Journey,
        ends: list[Mention],
        tokens: list[Token],
        lex: Lexicon,
        *,
        there: bool,
    ) -> list[DetectedSignal]:
        """Two marked ends, or an end and a deadline, ask for a way whatever else is heard: "at Levent by nine". `there`: the
        message points at a place spoken of before, which is the other end."""
        line = any(m.target.family == "line" for m in ends)
        if trip.edge and (line or not detected) and not any(s.name in _WAYS for s in detected):
            return [DetectedSignal(name="needs_transportation", confidence=dialogue.INHERITED)]
        asked = next((s for s in detected if s.name == "needs_transportation"), None)
        rest = [s for s in detected if s is not asked]
        if any(s.confidence >= SURE.get(s.name, 0.0) for s in rest if s.name not in _MISHEARD):
            return detected
        both = roles.both_marked(ends, tokens, lex) or self._one_unknown(ends, tokens, lex)
        there = there and not dialogue.wished(lexical)
        both = both or (there and any(m.target.family in PLACES and roles.marked(m, tokens, lex, "from") for m in ends))
        if not both and not (trip.telling and ends):
            return detected
        going = asked or DetectedSignal(name="needs_transportation", confidence=dialogue.INHERITED)
        sure = [s for s in rest if asked and s.name in _AT_PLACES and s.confidence >= SURE_ALONE]
        kept = [s for s in rest if s.name in lexical or s in sure]
        return [going, *(s for s in kept if s.name != "needs_gps_routing")]

    @staticmethod
    def _tell(hints: Hints, trip: Journey, unknown: dict[str, str], lex: Lexicon) -> None:
        """Puts what is said of the journey into the hints."""
        hints["time"], hints["by"], hints["edge"] = trip.time, trip.by, trip.edge
        hints["via_id"] = trip.via.target.id if trip.via else None
        hints["unknown"] = unknown
        hints["elsewhere"] = any("other_city" in lex.found("concepts", fold(name)) for name in unknown.values())

    def _one_unknown(self, ends: list[Mention], tokens: list[Token], lex: Lexicon) -> bool:
        """Whether one end of a journey is a known place and the other a name nobody knows."""
        for known, unknown in (("to", "from"), ("from", "to")):
            if any(m.target.family in PLACES and roles.marked(m, tokens, lex, known) for m in ends):
                return roles.unnamed(tokens, ends, lex, unknown, self.gazetteer.ordinary) is not None
        return False

    def _unknown(self, who: Roles, tokens: list[Token], mentions: list[Mention], lex: Lexicon) -> dict[str, str]:
        """Names of a journey's ends that nobody knows, by role."""
        roles_of = {"origin": "from"} if who.origin is None else {}
        if who.destination is None:
            roles_of["destination"] = "to"
        names = {role: roles.unnamed(tokens, mentions, lex, word, self.gazetteer.ordinary) for role, word in roles_of.items()}
        return {role: name for role, name in names.items() if name}

    @staticmethod
    def _by_name_alone(mentions: list[Mention], tokens: list[Token]) -> list[DetectedSignal]:
        """A bare name ("Galata Kulesi", "M2?") asks about the thing it names."""
        covered = sum(m.last - m.first + 1 for m in mentions)
        if not mentions or covered * 2 < len(tokens):
            return []
        first = mentions[0].target
        sight = first.family == "kind" and kind_of(mentions[0]) in get_args(SightKind)
        name = "needs_attraction" if sight else carry.OF_FAMILY.get(first.family)
        return [DetectedSignal(name=name, confidence=0.55)] if name else []

    @staticmethod
    def _constraints(
        found: Cues, mentions: list[Mention], who: Roles, time: str | None = None, *, priced: bool = True
    ) -> Constraints:
        cuisines = [m.target.id for m in mentions if m.target.family == "cuisine" and m.target.id not in _NOT_CUISINES]
        if "seafood_free" in found.diet:
            cuisines = [c for c in cuisines if c != "seafood"]
        cuisine = cuisines[0] if cuisines else None
        area = who.area
        if found.duration_hours and not found.when:
            time = None  # "6 часов" is how long, not when
        return Constraints(
            diet=found.diet or None,
            budget=found.budget if priced or not isinstance(found.budget, str) else None,
            step_free=True if found.step_free else None,
            with_children=True if found.with_children else None,
            party_size=found.party_size,
            when=time if time and (found.when in (None, "now", "today") or ":" in str(found.when)) else found.when,
            origin=who.origin.target.name if who.origin else None,
            destination=who.destination.target.name if who.destination else None,
            area=area.target.name if area else None,
            cuisine=cuisine.replace("-", "_") if cuisine else None,
            duration_hours=found.duration_hours,
            avoid=found.avoid or None,
            indoor=True if found.indoor else None,
        )

    @staticmethod
    def _hints(found: Cues, mentions: list[Mention], who: Roles, reference: Any, known: bool, lexical: list[str],
        denied: list[str],
    ) -> Hints:  # fmt: skip
        return Hints(
            meal=found.meal,
            setting=found.setting,
            prefer=found.prefer,
            month=found.month,
            goods=[m.target.id.removeprefix("goods:") for m in mentions if m.target.family == "goods"],
            dish=next((m.target.id for m in mentions if m.target.family == "dish"), None),
            cuisine=next((m.target.id for m in mentions if m.target.id in _TAVERNS), None),
            social=found.social,
            here=found.here,
            origin_id=who.origin.target.id if who.origin else None,
            destination_id=who.destination.target.id if who.destination else (reference.id if reference else None),
            area_id=who.area.target.id if who.area else None,
            kinds=[kind_of(m) for m in mentions if m.target.family == "kind"],
            lexical=lexical,
            language_known=known,
            time=None,
            by=False,
            edge=None,
            via_id=None,
            unknown={},
            elsewhere=False,
            denied=denied,
        )

    def explain(self, text: str, now: datetime, declared: Language | None = None) -> dict[str, Any]:
        """Every stage of reading a message, and the features that spoke for and against each signal it carries."""
        text = clean(text)
        answer_language, language, known = self.language(text, declared, {})
        read = signals.read(text, self.gazetteer, self.lexicons[language], now)
        result = self.read(text, now=now, declared=declared)
        return {
            "clean": text,
            "folded": read.folded,
            "language": {"answer": answer_language, "text": language, "known": known},
            "mentions": [{**asdict(m), "target": asdict(m.target)} for m in read.mentions],
            "cues": asdict(read.cues)
            if not hasattr(read.cues.budget, "model_dump")
            else {**asdict(read.cues), "budget": str(read.cues.budget)},
            "evidence": read.evidence,
            "signals": {
                s.name: {"confidence": s.confidence, "because": self.detector.explain(text, read.evidence, s.name)}
                for s in result.understanding.signals
                if s.name != "emergency"
            },
            "understanding": result.understanding.model_dump(exclude_none=True),
            "hints": dict(result.hints),
        }


def _in_place(
    followed: carry.Followed, alone: list[DetectedSignal], scores: dict[str, float], lexical: list[str]
) -> list[DetectedSignal]:
    """The signals a message carries after another; where it does not go on with that, `alone` stays what its own words say,
    as in "which tram to the Spice Bazaar"."""
    own = {str(s.name) for s in alone}.intersection(lexical) if followed.goes_on < carry.CONTINUES else set()
    chances = {name: max(chance, scores[name] if name in own else 0.0) for name, chance in followed.signals.items()}
    return [
        DetectedSignal(name=name, confidence=round(chances[name], 4))
        for name in sorted(SIGNALS, key=lambda name: -followed.signals[name])
        if followed.signals[name] >= carry.MEANT or name in own
    ]


def _reprice(found: Cues, folded: str, lex: Lexicon, memory: Memory) -> None:
    """Another sum for the one that holds: "make it 900", after "600 lira at most"."""
    most = memory.get("constraints", {}).get("budget")
    if found.budget is None and isinstance(most, dict) and (again := reading.repriced(folded, most["max"], lex)):
        found.budget = Budget(max=again, currency=most["currency"])


def _leave_open(hints: Hints, who: Roles, memory: Memory) -> None:
    """Puts an id that leaves the choice open where an end has a shared name, in this message or the one asked back about."""
    for role, mention in (("origin", who.origin), ("destination", who.destination)):
        shared = namesakes.of(mention.key, mention.target.id) if mention else None
        if shared:
            hints[f"{role}_id"] = shared.key  # type: ignore[literal-required]
    pending = memory.get("which")
    if pending and not hints[f"{pending['role']}_id"]:  # type: ignore[literal-required]
        hints[f"{pending['role']}_id"] = pending["hints"][f"{pending['role']}_id"]  # type: ignore[literal-required]


def _turkish_suffix(tokens: list[Token], named: set[int]) -> bool:
    """Whether a place carries a Turkish case after an apostrophe ("Moda'da")."""
    return any(re.search(r"['’](?:n?[dt][ae]n?|y?[ae]|n[ae]|n?[ıiuü]n)$", tokens[i].surface) for i in named)


def _is_entity(mention: Mention, *, travels: bool) -> bool:
    """Whether a mention names something; "the airport" only does where a way to or from it is asked for."""
    target = mention.target
    if target.family in ("kind", "goods") or target.id in _NOT_CUISINES or target.id in _NOT_NAMED:
        return False
    return travels or namesakes.of(mention.key, target.id) is None or not target.id.startswith("stop:")


def _only_social(folded: str, lex: Lexicon) -> bool:
    """Whether a message greets, thanks or takes leave and does nothing else."""
    for kind in ("about_you", "greeting", "thanks", "bye"):
        folded = lex.any_of(kind).sub(" ", folded)
    return not any(c.isalnum() for c in folded)


def _unquoted(folded: str) -> str:
    """A folded message without what it quotes, if anything is left: what is quoted is to be said, and wished by nobody."""
    return left if (left := _QUOTED.sub(" ", folded)).strip() else folded


def _entity(mention: Mention) -> Entity:
    target = mention.target
    kind = target.family if target.family in carry.OF_FAMILY and target.family not in _KINDED else target.kind
    return Entity(surface=mention.surface, name=target.name, id=target.id, kind=kind)


def focus_of(entity: Entity) -> Focus:
    return Focus(id=entity.id, name=entity.name, kind=entity.kind)
