"""The answer cache: same words, same language, same quarter of an hour; nothing of one traveller reaches another."""

from __future__ import annotations

from datetime import timedelta

from graph.builder import Graph
from graph.recall import AnswerCache, key
from tests.graph.conftest import turn
from tests.serving import NOON


def test_the_key_forgives_spelling_but_not_language_or_time() -> None:
    one = key("Galata Kulesi açık mı?", "tr", NOON)
    assert (
        one
        == key("  galata KULESİ   açık mı ", "tr", NOON)
        == key("Galata Kulesi açık mı?!", "tr", NOON + timedelta(minutes=14))
    )
    assert one != key("Galata Kulesi açık mı?", None, NOON)
    assert one != key("Galata Kulesi açık mı?", "en", NOON)
    assert one != key("Galata Kulesi açık mı?", "tr", NOON + timedelta(minutes=15))
    assert one != key("Galata Kulesi açık mı?", "tr", NOON + timedelta(days=1))
    assert one != key("Galata Kulesi kapalı mı?", "tr", NOON)


async def test_an_answer_expires() -> None:
    now = 0.0
    cache = AnswerCache(10, 5, now=lambda: now)
    await cache.put("a", {"n": 1})
    now = 10.0
    assert await cache.get("a") == {"n": 1}
    now = 10.1
    assert await cache.get("a") is None


async def test_the_least_recently_used_goes_first() -> None:
    cache = AnswerCache(10, 2)
    await cache.put("a", {})
    await cache.put("b", {})
    await cache.get("a")
    await cache.put("c", {})
    assert await cache.get("b") is None and await cache.get("a") is not None and await cache.get("c") is not None


async def test_it_can_be_switched_off() -> None:
    for cache in (AnswerCache(0, 5), AnswerCache(10, 0)):
        await cache.put("a", {})
        assert await cache.get("a") is None


async def test_what_one_traveller_does_with_a_cached_answer_does_not_change_it(graph: Graph) -> None:
    message = "What is Çengelköy like?"
    first = await turn(graph, message, language="en")
    text = first["turn"]["answer"]["text"]
    first["turn"]["answer"]["text"] = "changed"
    first["turn"]["answer"]["sources"].clear()
    second = await turn(graph, message, language="en")
    assert second["turn"]["answer"]["cached"] and second["turn"]["answer"]["text"] == text
    second["turn"]["answer"]["suggestions"].clear()
    second["turn"]["understanding"]["signals"].clear()
    third = await turn(graph, message, language="en")
    assert third["turn"]["answer"]["sources"] and third["turn"]["answer"]["suggestions"]
    assert third["turn"]["answer"]["understanding"]["signals"]


async def test_answers_for_somebody_who_stands_somewhere_are_never_shared(graph: Graph) -> None:
    message = "Which museums are near me now?"
    await turn(graph, message, lat=41.0086, lon=28.9802)
    assert not (await turn(graph, message, lat=41.0421, lon=29.0047))["turn"]["answer"]["cached"]
    assert not (await turn(graph, message))["turn"]["answer"]["cached"]


async def test_an_emergency_is_never_answered_from_the_cache(graph: Graph) -> None:
    for _ in range(2):
        found = await turn(graph, "My friend is not breathing, help!")
        assert not found["turn"]["answer"]["cached"] and found["turn"]["answer"]["emergency"]


async def test_a_cached_answer_carries_the_conversation_on(graph: Graph) -> None:
    message = "Which hammams are there?"
    first = await turn(graph, message, "one", language="en")
    second = await turn(graph, message, "two", language="en")
    assert second["turn"]["answer"]["cached"]
    later = await turn(graph, "When is the first one open?", "two", language="en")
    assert later["turn"]["answer"]["understanding"]["refers_to"]["id"] == first["turn"]["answer"]["places"][0]["id"]
