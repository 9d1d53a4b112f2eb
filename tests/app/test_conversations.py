"""What a conversation remembers, who may see it, and that nothing of it reaches anybody else."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

import httpx
import pytest

from tests.app.test_bad_input import problem
from tests.serving import Served, ask, signals

ALICE, BOB = {"authorization": "Bearer alice"}, {"authorization": "Bearer bob"}


def said(client: httpx.Client, conversation: str, **given: Any) -> list[dict[str, str]]:
    reply = client.get(f"/api/v1/conversations/{conversation}", **given)
    assert reply.status_code == 200, reply.text
    found = reply.json()
    assert set(found) == {"conversation_id", "messages"} and found["conversation_id"] == conversation
    messages: list[dict[str, str]] = found["messages"]
    return messages


def rows(served: Served, conversation: str) -> dict[str, int]:
    """How many rows each table of the database holds of a conversation."""
    assert served.database is not None
    with sqlite3.connect(f"file:{served.database}?mode=ro", uri=True) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        keys = {t: {c[1] for c in connection.execute(f"PRAGMA table_info({t})")} & {"thread_id", "id"} for t in tables}
        return {
            table: connection.execute(f"SELECT count(*) FROM {table} WHERE {column.pop()} = ?", (conversation,)).fetchone()[0]
            for table, column in keys.items()
            if column
        }


def test_messages_are_kept_in_order(client: httpx.Client) -> None:
    first = ask(client, "What is Moda like?")
    second = ask(client, "Where can I eat there?", conversation_id=first["conversation_id"])
    assert second["conversation_id"] == first["conversation_id"]
    assert second["message_id"] != first["message_id"]
    assert said(client, first["conversation_id"]) == [
        {"role": "user", "text": "What is Moda like?"},
        {"role": "assistant", "text": first["text"]},
        {"role": "user", "text": "Where can I eat there?"},
        {"role": "assistant", "text": second["text"]},
    ]


def test_an_emergency_is_kept_too(client: httpx.Client) -> None:
    answer = ask(client, "My friend is not breathing, help!")
    assert said(client, answer["conversation_id"])[-1] == {"role": "assistant", "text": answer["text"]}


def test_there_is_what_was_talked_about(client: httpx.Client) -> None:
    first = ask(client, "What is Balat like?", language="en")
    later = ask(client, "How do I get there from Taksim?", conversation_id=first["conversation_id"])
    assert later["understanding"]["refers_to"]["name"] == "Balat"
    assert later["route"] is not None


def test_the_second_one_is_the_second_that_was_shown(client: httpx.Client) -> None:
    first = ask(client, "Which museums are near Sultanahmet?", language="en")
    later = ask(client, "When is the second one open?", conversation_id=first["conversation_id"])
    assert later["understanding"]["refers_to"]["id"] == first["places"][1]["id"]
    assert [p["id"] for p in later["places"]] == [first["places"][1]["id"]]


VEGAN = {
    "en": ("I'm vegan.", "Where can I have dinner near Taksim?"),
    "tr": ("Veganım.", "Taksim civarında akşam yemeği nerede yenir?"),
    "fr": ("Je suis végane.", "Où dîner près de Taksim ?"),
    "ru": ("Я веган.", "Где поужинать рядом с Таксимом?"),
    "de": ("Ich bin Veganer.", "Wo kann ich in der Nähe von Taksim zu Abend essen?"),
    "ar": ("أنا نباتي صرف.", "أين أتناول العشاء قرب تقسيم؟"),
}
BETWEEN = {
    "en": [
        "Is Topkapi Palace open today?",
        "What is Balat like?",
        "How do I say thank you in Turkish?",
        "Any festivals this month?",
    ],
    "tr": [
        "Topkapı Sarayı bugün açık mı?",
        "Balat nasıl bir yer?",
        "Kadıköy'den Taksim'e nasıl giderim?",
        "Bu ay festival var mı?",
    ],
    "fr": [
        "Le palais de Topkapı est-il ouvert ?",
        "Comment est Balat ?",
        "Comment dit-on merci en turc ?",
        "Des festivals ce mois-ci ?",
    ],
    "ru": [
        "Дворец Топкапы сегодня открыт?",
        "Какой район Балат?",
        "Как сказать спасибо по-турецки?",
        "Какие фестивали в этом месяце?",
    ],
    "de": [
        "Ist der Topkapı-Palast heute offen?",
        "Wie ist Balat?",
        "Wie sagt man danke auf Türkisch?",
        "Gibt es Festivals diesen Monat?",
    ],
    "ar": ["هل قصر توب كابي مفتوح اليوم؟", "كيف هو حي بلاط؟", "كيف أقول شكرا بالتركية؟", "هل توجد مهرجانات هذا الشهر؟"],
}


@pytest.mark.parametrize("language", list(VEGAN))
def test_what_was_said_ten_turns_ago_still_holds(client: httpx.Client, language: str) -> None:
    wish, question = VEGAN[language]
    answer = ask(client, wish, language=language)
    assert "vegan" in answer["understanding"]["constraints"].get("diet", []), answer["understanding"]
    conversation = answer["conversation_id"]
    for turn in range(10):
        ask(client, BETWEEN[language][turn % len(BETWEEN[language])], conversation_id=conversation)
    later = ask(client, question, conversation_id=conversation)
    assert later["understanding"]["constraints"]["diet"] == ["vegan"]
    assert later["places"] and all(p["diet"].get("vegan") in ("yes", "unknown", None) for p in later["places"])
    assert len(said(client, conversation)) == 24


def test_a_long_conversation_stays_small(served: Served, client: httpx.Client) -> None:
    conversation = ask(client, "Which museums are near Sultanahmet?")["conversation_id"]
    for _ in range(12):
        ask(client, "And which museums are near Beyoğlu?", conversation_id=conversation)
    assert served.database is not None
    with sqlite3.connect(f"file:{served.database}?mode=ro", uri=True) as connection:
        found = connection.execute(
            "SELECT max(length(checkpoint)) FROM checkpoints WHERE thread_id = ?", (conversation,)
        ).fetchone()
    assert found[0] < 200_000


def test_only_its_owner_sees_a_conversation(client: httpx.Client) -> None:
    conversation = ask_as(client, ALICE, "What is Moda like?")["conversation_id"]
    path = f"/api/v1/conversations/{conversation}"
    for stranger in (BOB, {}, {"authorization": "Bearer ALICE"}, {"authorization": ""}):
        problem(client.get(path, headers=stranger), 404, "conversation_not_found")
        problem(client.delete(path, headers=stranger), 404, "conversation_not_found")
        for call in ("chat", "chat/stream", "understand"):
            body = {"message": "Where can I eat there?", "conversation_id": conversation}
            problem(client.post(f"/api/v1/{call}", json=body, headers=stranger), 404, "conversation_not_found")
    assert len(said(client, conversation, headers=ALICE)) == 2


def test_an_anonymous_conversation_is_not_a_members(client: httpx.Client) -> None:
    conversation = ask(client, "What is Moda like?")["conversation_id"]
    problem(client.get(f"/api/v1/conversations/{conversation}", headers=ALICE), 404, "conversation_not_found")
    assert said(client, conversation)


def ask_as(client: httpx.Client, who: dict[str, str], message: str, **given: Any) -> dict[str, Any]:
    reply = client.post("/api/v1/chat", json={"message": message, **given}, headers=who)
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


def test_a_credential_is_not_kept_as_it_is(served: Served, client: httpx.Client) -> None:
    ask_as(client, {"authorization": "Bearer very-secret-credential"}, "Hello!")
    assert served.database is not None
    for path in served.database.parent.iterdir():
        assert b"very-secret-credential" not in path.read_bytes()


def test_secrets_and_card_numbers_are_masked_before_they_are_kept(served: Served, client: httpx.Client) -> None:
    message = "My card is 4111 1111 1111 1111 and my key sk-abcdefghijklmnop1234, where can I eat?"
    conversation = ask(client, message)["conversation_id"]
    assert said(client, conversation)[0]["text"] == "My card is ••• and my key •••, where can I eat?"
    assert served.database is not None
    for path in served.database.parent.iterdir():
        assert b"4111 1111 1111" not in path.read_bytes() and b"sk-abcdefghijklmnop1234" not in path.read_bytes()


def test_erasing_a_conversation_erases_its_checkpoints(served: Served, client: httpx.Client) -> None:
    other = ask(client, "What is Balat like?")["conversation_id"]
    conversation = ask(client, "What is Moda like?")["conversation_id"]
    ask(client, "Where can I eat there?", conversation_id=conversation)
    before = rows(served, conversation)
    assert before["checkpoints"] and before["conversations"] == 1
    reply = client.delete(f"/api/v1/conversations/{conversation}")
    assert reply.status_code == 204 and not reply.content
    assert set(rows(served, conversation).values()) == {0}
    assert rows(served, other)["checkpoints"]
    problem(client.get(f"/api/v1/conversations/{conversation}"), 404, "conversation_not_found")
    problem(client.delete(f"/api/v1/conversations/{conversation}"), 404, "conversation_not_found")
    body = {"message": "And now?", "conversation_id": conversation}
    problem(client.post("/api/v1/chat", json=body), 404, "conversation_not_found")


@pytest.mark.parametrize("conversation", ["0" * 32, "x", "..", "%00", "%F0%9F%99%82", "a' OR '1'='1"])
def test_a_conversation_nobody_had_is_not_found(client: httpx.Client, conversation: str) -> None:
    assert client.get(f"/api/v1/conversations/{conversation}").status_code == 404


def test_two_travellers_with_the_same_first_message_share_nothing(client: httpx.Client) -> None:
    message = "What is Kuzguncuk like?"
    one, two = ask(client, message), ask(client, message)
    assert one["conversation_id"] != two["conversation_id"] and one["message_id"] != two["message_id"]
    ask(client, "I am vegan and use a wheelchair. Where can I eat there?", conversation_id=one["conversation_id"])
    later = ask(client, "Where can I eat there?", conversation_id=two["conversation_id"])
    assert later["understanding"]["constraints"].get("diet") is None
    assert later["understanding"]["constraints"].get("step_free") is None
    assert len(said(client, two["conversation_id"])) == 4
    assert "vegan" not in str(said(client, two["conversation_id"])[0])


def test_a_cached_answer_is_the_travellers_own(client: httpx.Client) -> None:
    message = "Which hammams are there in Istanbul?"
    one, two = ask(client, message), ask(client, message)
    assert not one["cached"] and two["cached"]
    assert one["text"] == two["text"] and one["places"] == two["places"] and one["sources"] == two["sources"]
    later = ask(client, "When is the second one open?", conversation_id=two["conversation_id"])
    assert later["understanding"]["refers_to"]["id"] == one["places"][1]["id"]


def test_a_second_turn_is_never_answered_from_the_cache(client: httpx.Client) -> None:
    message = "What is Heybeliada like?"
    ask(client, message)
    conversation = ask(client, "I'm vegan.")["conversation_id"]
    assert not ask(client, message, conversation_id=conversation)["cached"]


AREAS = ["Kadıköy", "Beşiktaş", "Balat", "Moda", "Karaköy", "Taksim", "Sultanahmet", "Üsküdar", "Ortaköy", "Bebek"]
DIETS = ["vegan", "vegetarian", "halal", "gluten-free", "kosher"]


async def test_fifty_conversations_at_once_do_not_mix(served: Served) -> None:
    async with served.async_client() as client:

        async def converse(number: int) -> None:
            area, diet = AREAS[number % 10], DIETS[number // 10]
            who = {"authorization": f"Bearer traveller-{number}"}

            async def turn(message: str, conversation: str | None = None) -> dict[str, Any]:
                body = {"message": message, "language": "en", **({"conversation_id": conversation} if conversation else {})}
                reply = await client.post("/api/v1/chat", json=body, headers=who)
                assert reply.status_code == 200, reply.text
                found: dict[str, Any] = reply.json()
                return found

            first = await turn(f"What is {area} like? This is message {number}.")
            conversation = first["conversation_id"]
            await turn(f"My diet is {diet}.", conversation)
            later = await turn("Where can I eat there?", conversation)
            assert later["conversation_id"] == conversation
            assert later["understanding"]["constraints"].get("diet") == [diet.replace("-", "_")], (
                number,
                later["understanding"],
            )
            assert later["understanding"]["refers_to"]["name"] == area, (number, later["understanding"])
            history = (await client.get(f"/api/v1/conversations/{conversation}", headers=who)).json()["messages"]
            assert [m["text"] for m in history if m["role"] == "user"] == [
                f"What is {area} like? This is message {number}.", f"My diet is {diet}.", "Where can I eat there?",
            ]  # fmt: skip

        await asyncio.gather(*(converse(n) for n in range(50)))


async def test_two_turns_of_one_conversation_wait_for_each_other(served: Served) -> None:
    async with served.async_client() as client:
        first = (await client.post("/api/v1/chat", json={"message": "What is Moda like?"})).json()
        conversation = first["conversation_id"]
        messages = [f"Where can I eat in {area}?" for area in AREAS]
        bodies = [{"message": m, "conversation_id": conversation} for m in messages]
        replies = await asyncio.gather(*(client.post("/api/v1/chat", json=b) for b in bodies))
        assert all(r.status_code == 200 for r in replies)
        history = (await client.get(f"/api/v1/conversations/{conversation}")).json()["messages"]
    assert [m["role"] for m in history] == ["user", "assistant"] * 11
    answers = {b["message"]: r.json()["text"] for b, r in zip(bodies, replies, strict=True)}
    for question, answer in zip(history[2::2], history[3::2], strict=True):
        assert answers[question["text"]] == answer["text"]


def test_once_it_is_over_an_emergency_does_not_carry_on(client: httpx.Client) -> None:
    conversation = ask(client, "My friend is not breathing, help!", language="en")["conversation_id"]
    ask(client, "Thanks, she is fine now.", conversation_id=conversation, language="en")
    later = ask(client, "Where can I eat in Moda?", conversation_id=conversation, language="en")
    assert later["emergency"] is None or later["understanding"]["emergency"]["level"] == "possible"
    assert "needs_restaurant" in signals(later)
