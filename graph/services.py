"""What the nodes share: built once, read by every turn, holding nothing of any of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

from langchain_core.language_models import BaseChatModel

from data.schema import LANGUAGES
from graph.audit import Audit
from graph.composer.model import GroundedComposer
from graph.composer.words import warm
from graph.log import log
from graph.models import speakers
from graph.recall import AnswerCache
from graph.settings import Settings
from graph.triage.follow_up import FollowUps
from graph.triage.triage import Triage
from graph.understanding import nearest
from graph.understanding.pipeline import Understander
from tools.city import City
from tools.clock import Clock, istanbul_now
from tools.dependencies import Guards
from tools.live import Live
from tools.registry import TOOLS, Tool
from tools.shared import InMemory, Shared

WARM_AFTER_SECONDS = 1.0
"""A question that comes right at the start shall not wait for the warming."""


@dataclass(frozen=True)
class Loaded:
    """Everything that was read from disk."""

    city: City
    understander: Understander
    triage: Triage
    follow_ups: FollowUps
    composer: GroundedComposer
    speakers: tuple[tuple[str, BaseChatModel], ...]


@dataclass
class Services:
    """`await start()` before use; it is cheap to call again. Constructing does no I/O."""

    settings: Settings
    clock: Clock = istanbul_now
    tools: Mapping[str, Tool] = field(default_factory=lambda: TOOLS)
    cache: AnswerCache = field(init=False)
    shared: Shared = field(init=False)
    guards: Guards = field(init=False)
    audit: Audit = field(init=False)
    _loaded: Loaded | None = field(default=None, init=False)
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    def __post_init__(self) -> None:
        local = InMemory()
        self.audit = Audit(self.settings.emergency_webhook_url, self.settings.emergency_webhook_secret)
        self.guards = Guards(local, self.settings.guards_changed())
        self.shared = self._shared(self.settings.redis_url, local)
        self.guards.shared = self.shared
        seconds, entries = self.settings.answer_cache_seconds, self.settings.answer_cache_entries
        self.cache = AnswerCache(seconds, entries, shared=self.shared if self.settings.redis_url else None)

    def _shared(self, url: str | None, local: Shared) -> Shared:
        """Redis if it is named, behind a guard that tells nobody but this process."""
        if not url:
            return local
        from tools.shared_redis import InRedis

        return InRedis(url, self.guards.of("redis"), local)

    async def start(self) -> Loaded:
        """Reads pack, network and models in a thread, once. Raises what the loaders raise."""
        if self._loaded is None:
            async with self._starting:
                if self._loaded is None:
                    self._loaded = await asyncio.to_thread(self._load)
        return self._loaded

    def _load(self) -> Loaded:
        settings = self.settings
        city = City.load(
            Live(settings.live(), self.guards, self.clock), self.clock, settings.city_pack,
            cache=settings.cache_dir, embedding_model=settings.embedding_model,
            mongodb_uri=settings.mongodb_uri.get_secret_value() if settings.mongodb_uri else None,
        )  # fmt: skip
        understander = Understander.load(city.gazetteer, nearest.installed(settings.embedding_model, settings.cache_dir))
        composer = GroundedComposer(kinds_of=city.catalogue.kinds_of, clock=self.clock)
        return Loaded(city, understander, Triage.load(), FollowUps.load(), composer, speakers(self.settings))

    async def warm(self) -> None:
        """Builds what the first question in each language would otherwise wait for. Answers do not depend on it."""
        loaded = await self.start()
        await asyncio.sleep(WARM_AFTER_SECONDS)
        try:
            await asyncio.to_thread(loaded.city.catalogue.warm)
        except Exception:
            log.exception("vectors_unavailable")
        await asyncio.to_thread(loaded.city.planner.warm)
        for language in LANGUAGES:
            await asyncio.to_thread(warm, language)
            await asyncio.to_thread(loaded.understander.read, "?", now=self.clock(), declared=language)

    def sharing(self, speakers: tuple[tuple[str, BaseChatModel], ...], tools: Mapping[str, Tool]) -> Services:
        """The same city with other voices and hands: for replays. Raises `RuntimeError` before `start` has finished."""
        other = copy(self)
        other.tools = tools
        other._loaded = replace(self.loaded, speakers=speakers)
        return other

    @property
    def loaded(self) -> Loaded:
        """Raises `RuntimeError` before `start` has finished."""
        if self._loaded is None:
            raise RuntimeError("the services have not been started")
        return self._loaded

    @property
    def ready(self) -> bool:
        return self._loaded is not None

    def now(self, override: str | None) -> datetime:
        """The turn's moment: the clock's, or what a debugging caller asked for."""
        return datetime.fromisoformat(override).astimezone(self.clock().tzinfo) if override else self.clock()

    async def aclose(self) -> None:
        if self._loaded:
            await self._loaded.city.live.aclose()
        await self.shared.aclose()
        await self.audit.aclose()
