"""A language model speaks through the gate; when it fails, the next one does, and the grounded composer always can."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from evals.endpoint import Breaks, Calls, Empty, Endless, Fails, Leaks, ModelServer, Reply, Says, Stalls
from tests.app.test_chat import check
from tests.serving import Served, companion, listening, shown, stream

QUESTION = "What is Moda like?"
GROUNDED = {"level": 2, "name": "partial", "unavailable": ["model"]}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[tuple[ModelServer, str]]:
    server = ModelServer()
    with listening(server) as running:
        yield server, f"{running.url}/v1"


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory, unreachable: str, endpoint: tuple[ModelServer, str]) -> Iterator[Served]:
    """A service whose only model is the scripted endpoint, and which forgets every answer."""
    with companion(
        tmp_path_factory.mktemp("speaking"), weather_base_url=unreachable, answer_cache_seconds=0,
        llm_base_url=endpoint[1], llm_model="scripted", llm_api_key="local-key", llm_timeout_seconds=1.5,
        guards={"model": {"failures": 1000}},
    ) as served:  # fmt: skip
        yield served


@pytest.fixture
def model(endpoint: tuple[ModelServer, str]) -> ModelServer:
    endpoint[0].requests.clear()
    return endpoint[0]


@pytest.fixture
def client(speaking: Served) -> Iterator[httpx.Client]:
    with speaking.client() as opened:
        yield opened


def answered(client: httpx.Client, message: str = QUESTION, **given: Any) -> dict[str, Any]:
    found = stream(client, message, language="en", **given)
    answer: dict[str, Any] = found[-1].data["answer"]
    check(answer)
    assert shown(found).strip() == answer["text"]
    return answer


def test_the_models_words_are_the_answer(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Says("Moda is a calm seaside quarter [1]. You will like it!")]
    found = stream(client, QUESTION, language="en")
    answer = found[-1].data["answer"]
    check(answer)
    assert answer["text"] == "Moda is a calm seaside quarter [1]. You will like it!"
    assert answer["degradation"]["level"] == 1
    assert answer["sources"] and "reset" not in [e.name for e in found]
    assert len([e for e in found if e.name == "token"]) > 1


def test_the_model_gets_the_tools_results_and_no_secrets(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Says("Fine.")]
    answered(client, "What is Moda like? My card is 4111 1111 1111 1111.")
    sent = model.requests[0]
    assert sent["model"] == "scripted" and sent["stream"] is True
    roles = [m["role"] for m in sent["messages"]]
    assert roles[0] == "system" and "tool" in roles
    whole = json.dumps(sent, ensure_ascii=False)
    assert "4111" not in whole and "English" in sent["messages"][0]["content"]
    assert {t["function"]["name"] for t in sent["tools"]} >= {"find_restaurants", "plan_route", "get_weather"}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Moda is lovely. It has 8123 cafés. Enjoy it.", "Moda is lovely. Enjoy it."),
        ("Moda is lovely. Dinner costs 777 TRY. Enjoy it.", "Moda is lovely. Enjoy it."),
        ("Moda is lovely. It opens at 10:45. Enjoy it.", "Moda is lovely. Enjoy it."),
    ],
)
def test_an_invented_number_is_never_shown(client: httpx.Client, model: ModelServer, said: str, left: str) -> None:
    model.replies = [Says(said)]
    found = stream(client, QUESTION, language="en")
    assert found[-1].data["answer"]["text"] == left
    tokens = "".join(e.data["text"] for e in found if e.name == "token")
    assert not any(n in tokens for n in ("8123", "777", "10:45"))


def test_an_answer_that_is_mostly_invented_is_thrown_away(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Says("It has 8123 cafés. Entry is 777 TRY. Lovely.")]
    answer = answered(client)
    assert answer["degradation"] == GROUNDED
    assert "Moda" in answer["text"] and "8123" not in answer["text"] and "777" not in answer["text"]


@pytest.mark.parametrize(
    "reply",
    [
        Fails(500),
        Fails(401),
        Fails(429),
        Stalls(),
        Stalls("Moda is lovely. It"),
        Breaks("Moda is lovely. It"),
        Says(""),
        Says("  \n "),
    ],
)
def test_a_model_that_fails_is_replaced_by_the_grounded_composer(
    client: httpx.Client, model: ModelServer, reply: Reply
) -> None:
    model.replies = [reply]
    found = stream(client, QUESTION, language="en")
    answer = found[-1].data["answer"]
    check(answer)
    assert answer["degradation"] == GROUNDED
    assert "Moda" in answer["text"] and answer["sources"]
    assert "reset" in [e.name for e in found]
    assert shown(found) == answer["text"]


def test_what_a_failed_model_said_is_not_in_the_conversation(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Breaks("Moda is on fire. It")]
    answer = answered(client)
    history = client.get(f"/api/v1/conversations/{answer['conversation_id']}").json()["messages"]
    assert history == [{"role": "user", "text": QUESTION}, {"role": "assistant", "text": answer["text"]}]
    assert "on fire" not in str(history)


def test_a_model_may_ask_for_a_tool(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Calls("translate_phrase", {"text": "thank you"}), Says("Say teşekkür ederim [1].")]
    found = stream(client, QUESTION, language="en")
    answer = found[-1].data["answer"]
    assert answer["text"] == "Say teşekkür ederim [1]."
    tools = [e.data["name"] for e in found if e.name == "tool" and e.data["status"] == "ok"]
    assert tools[-1] == "translate_phrase"
    assert len(model.requests) == 2 and "Teşekkür" in json.dumps(model.requests[1], ensure_ascii=False)


def test_a_model_that_never_stops_asking_for_tools_is_stopped(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Calls("translate_phrase", {"text": "thank you"})]
    answer = answered(client)
    assert "Moda" in answer["text"]
    assert len(model.requests) <= 4


@pytest.mark.parametrize(
    "call",
    [
        Calls("erase_everything", {}),
        Calls("plan_route", {"origin": 7}),
        Calls("get_weather", {"when": "someday"}),
        Calls("", {}),
    ],
)
def test_a_call_that_makes_no_sense_costs_no_turn(client: httpx.Client, model: ModelServer, call: Calls) -> None:
    model.replies = [call, Says("Moda is lovely.")]
    answer = answered(client)
    assert answer["text"]
    later = answered(client, "And Balat?", conversation_id=answer["conversation_id"])
    assert later["text"]


def test_what_must_never_be_said_is_never_the_answer(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Says("Use the triangle of life. Help is on the way.")]
    found = stream(client, "What should I know about earthquakes before I travel?", language="en")
    answer = found[-1].data["answer"]
    assert "triangle of life" not in answer["text"].lower() and "on the way" not in answer["text"].lower()
    assert shown(found) == answer["text"]


def test_an_emergency_never_reaches_the_model(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Says("Relax.")]
    answer = answered(client, "My friend is not breathing, help!")
    assert answer["emergency"] and model.requests == []


def test_the_next_turn_tries_the_model_again(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Fails(500)]
    first = answered(client)
    model.replies = [Says("Balat is colourful.")]
    assert answered(client, "And Balat?", conversation_id=first["conversation_id"])["text"] == "Balat is colourful."


def test_the_next_model_in_the_chain_speaks(tmp_path: Path, unreachable: str, start: Callable[..., Served]) -> None:
    broken, working = ModelServer([Fails(500)]), ModelServer([Says("Moda is by the sea.")])
    with listening(broken) as one, listening(working) as two:
        served = start(
            llm_base_url=f"{one.url}/v1", llm_model="first", llm_fallbacks=[{"base_url": f"{two.url}/v1", "model": "second"}]
        )
        with served.client() as client:
            found = stream(client, QUESTION, language="en")
    answer = found[-1].data["answer"]
    assert answer["text"] == "Moda is by the sea."
    assert [e.name for e in found].count("reset") == 1
    assert len(broken.requests) == 1 and len(working.requests) == 1
    assert answer["degradation"]["level"] == 1


def test_an_endpoint_nobody_listens_at_costs_little(start: Callable[..., Served], unreachable: str) -> None:
    with start(llm_base_url=unreachable, llm_model="nobody").client() as client:
        assert answered(client)["degradation"] == GROUNDED


def test_a_model_looks_things_up_in_two_rounds_and_then_speaks(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [
        Calls("translate_phrase", {"text": "thank you"}, (Calls("describe_neighborhood", {"name": "Balat"}),)),
        Calls("translate_phrase", {"text": "good morning"}),
        Says("Moda is lovely, and in Turkish you say “Teşekkür ederim” or “Günaydın”."),
    ]
    found = stream(client, QUESTION, language="en")
    answer = found[-1].data["answer"]
    check(answer)
    assert answer["text"] == "Moda is lovely, and in Turkish you say “Teşekkür ederim” or “Günaydın”."
    ran = [e.data["name"] for e in found if e.name == "tool" and e.data["status"] == "ok"]
    assert ran[-3:].count("translate_phrase") == 2 and "describe_neighborhood" in ran
    assert len(model.requests) == 3
    for request in model.requests:
        asked = [c["id"] for m in request["messages"] for c in m.get("tool_calls") or []]
        assert asked == [m["tool_call_id"] for m in request["messages"] if m["role"] == "tool"], "every call is answered"


def test_usage_and_timings_come_with_the_end(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Calls("translate_phrase", {"text": "thank you"}), Says("Moda is lovely. It has 8123 cafés.")]
    found = stream(client, QUESTION, language="en")
    usage = found[-1].data["usage"]
    assert usage["calls"] == 2 and usage["input_tokens"] > 100 and usage["output_tokens"] > 0
    assert usage["model"] == "scripted" and usage["kept_back"] == 1 and usage["estimated"] is False
    assert len(usage["prompt"]["hash"]) == 12 and usage["prompt"]["version"]
    assert found[-1].data["timings_ms"]["compose"] > 0
    assert 'companion_model_tokens_total{direction="input",model="scripted"}' in client.get("/metrics").text


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (Calls("erase_everything", {}), "There is no tool"),
        (Calls("emergency_card", {"kind": "fire"}), "There is no tool"),
        (Calls("get_weather", {"when": 7}), "was not called"),
        (Calls("plan_route", {"start": "Moda"}), "does not take start"),
        (Calls("get_weather", {}, raw='{"when": "tod'), "invalid_arguments"),
    ],
)
def test_a_mistaken_call_is_explained_to_the_model(client: httpx.Client, model: ModelServer, call: Calls, told: str) -> None:
    model.replies = [call, Says("Moda is lovely.")]
    answer = answered(client)
    assert answer["text"] == "Moda is lovely." and answer["degradation"]["level"] == 1
    assert told in [m for m in model.requests[1]["messages"] if m["role"] == "tool"][-1]["content"]


def test_a_repeated_call_is_not_made_again(client: httpx.Client, model: ModelServer) -> None:
    call = Calls("translate_phrase", {"text": "thank you"})
    model.replies = [call, call, Says("Say “Teşekkür ederim”.")]
    found = stream(client, QUESTION, language="en")
    ran = [e.data for e in found if e.name == "tool" and e.data["name"] == "translate_phrase" and e.data["status"] == "ok"]
    assert len(ran) == 1
    assert "made before" in [m for m in model.requests[2]["messages"] if m["role"] == "tool"][-1]["content"]


@pytest.mark.parametrize(
    "reply",
    [
        Empty(),
        Endless("and on "),
        Leaks("Sure: "),
        Says("Der Palast ist schön und Sie werden ihn mögen. Er ist sehr groß und die Räume sind hell."),
        Says("Late.", before=3.0),
    ],
)
def test_whatever_a_model_does_the_answer_stands(client: httpx.Client, model: ModelServer, reply: Reply) -> None:
    model.replies = [reply]
    found = stream(client, QUESTION, language="en")
    answer = found[-1].data["answer"]
    check(answer)
    assert shown(found).strip() == answer["text"].strip()
    assert not any(text in answer["text"] for text in ("Der Palast", "quoted material", "Late"))
    assert "Moda" in answer["text"] or "and on" in answer["text"]


def test_what_a_tool_said_is_quoted_and_fits(client: httpx.Client, model: ModelServer) -> None:
    model.replies = [Says("Fine.")]
    answered(client)
    told = [m["content"] for m in model.requests[0]["messages"] if m["role"] == "tool"]
    assert told and all(t.startswith("DATA from ") for t in told) and '"lat"' not in "".join(told)


def test_a_model_that_keeps_failing_is_left_alone_for_a_while(
    start: Callable[..., Served], endpoint: tuple[ModelServer, str], model: ModelServer
) -> None:
    model.replies = [Fails(500)]
    served = start(
        llm_base_url=endpoint[1],
        llm_model="broken",
        answer_cache_seconds=0,
        guards={"model": {"failures": 2, "open_seconds": 60}},
    )
    with served.client() as client:
        for _ in range(4):
            assert answered(client)["degradation"] == GROUNDED
        detailed = client.get("/api/health/detailed").text
    assert len(model.requests) == 2
    assert "model:broken" in detailed


def test_a_failure_in_the_middle_clears_what_was_shown(tmp_path: Path, unreachable: str, start: Callable[..., Served]) -> None:
    text = "Moda is a quarter by the sea. You will like it. It is calm. It"
    broken, working = ModelServer([Breaks(text)]), ModelServer([Says("Moda is by the sea. Enjoy it.")])
    with listening(broken) as one, listening(working) as two:
        served = start(
            llm_base_url=f"{one.url}/v1", llm_model="first", llm_fallbacks=[{"base_url": f"{two.url}/v1", "model": "second"}]
        )
        with served.client() as client:
            found = stream(client, QUESTION, language="en")
    names = [e.name for e in found]
    assert "token" in names[: names.index("reset")], "the first model had begun to speak"
    assert shown(found).strip() == found[-1].data["answer"]["text"] == "Moda is by the sea. Enjoy it."
    assert found[-1].data["usage"]["model"] == "second"


def test_the_model_that_suits_the_turn_goes_first(start: Callable[..., Served]) -> None:
    cheap, strong = ModelServer([Says("Moda is lovely.")]), ModelServer([Says("Here is a plan.")])
    with listening(cheap) as one, listening(strong) as two:
        served = start(
            llm_base_url=f"{one.url}/v1", llm_model="cheap", llm_suits="simple", answer_cache_seconds=0,
            llm_fallbacks=[{"base_url": f"{two.url}/v1", "model": "strong", "suits": "complex"}],
        )  # fmt: skip
        with served.client() as client:
            stream(client, QUESTION, language="en")
            stream(client, "Plan me a whole day in Sultanahmet with children, vegan lunch and no stairs", language="en")
    assert len(cheap.requests) == 1 and len(strong.requests) == 1


def test_a_call_that_may_cost_too_much_is_not_made(
    start: Callable[..., Served], endpoint: tuple[ModelServer, str], model: ModelServer
) -> None:
    model.replies = [Says("Moda is lovely.")]
    served = start(
        llm_base_url=endpoint[1], llm_model="dear", llm_input_price=100.0, llm_output_price=100.0, llm_max_cost=0.001
    )
    with served.client() as client:
        assert "Moda" in stream(client, QUESTION, language="en")[-1].data["answer"]["text"]
    assert model.requests == []
