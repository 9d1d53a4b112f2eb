"""Which models a service has, and what a model is told."""

from __future__ import annotations

import importlib.util
from datetime import datetime

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, SystemMessage, ToolMessage

from evals.truth import results
from graph.briefing import brief
from graph.models import MissingExtra, speakers
from graph.tokens import tokens
from tests.serving import settings
from tools.clock import ISTANBUL

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=ISTANBUL)


def conversation(turns: int) -> list[AnyMessage]:
    """Turns gone by, and one whose tools have just answered."""
    before: list[AnyMessage] = []
    for n in range(turns):
        before += [HumanMessage(f"Question {n} about the old city?"), AIMessage(f"Answer {n}. " + "It is lovely there. " * 30)]
    found = results("en", "museums")
    call = {"name": "find_attractions", "args": {}, "id": "t:0", "type": "tool_call"}
    told = [ToolMessage(content="{}", name="find_attractions", tool_call_id="t:0", artifact=found[0].model_dump(mode="json"))]
    return [*before, HumanMessage("Which museums are open?"), AIMessage("", tool_calls=[call]), *told]


@pytest.mark.skipif(importlib.util.find_spec("langchain_huggingface") is not None, reason="the extra is installed")
def test_a_local_model_without_its_extra_is_a_clear_error() -> None:
    with pytest.raises(MissingExtra, match=r"istanbul-companion\[models\]"):
        speakers(settings(hf_model="anything"))


def test_the_models_come_in_the_order_of_the_settings() -> None:
    given = settings(
        llm_base_url="http://127.0.0.1:9/v1",
        llm_model="first",
        llm_fallbacks=[{"base_url": "http://127.0.0.1:9/v1", "model": "second"}],
    )
    assert [name for name, _ in speakers(given)] == ["first", "second"]
    assert speakers(settings()) == ()


@pytest.mark.parametrize("budget", [1500, 2000, 4000])
def test_what_a_model_is_told_fits_its_budget(budget: int) -> None:
    told = brief(conversation(40), "en", results("en", "museums"), [], NOW, budget)
    assert told.tokens <= budget
    assert isinstance(told.messages[0], SystemMessage) and "[1]" in str(told.messages[0].content)
    assert any("Earlier in this conversation" in str(m.content) for m in told.messages)
    assert "Sadberk" in str(told.messages[-1].content) or "Archaeolog" in str(told.messages[-1].content)


def test_a_prompt_is_known_by_version_and_hash() -> None:
    english, german = (brief(conversation(0), code, results("en", "museums"), [], NOW, 8000) for code in ("en", "de"))  # type: ignore[arg-type]
    assert english.version == german.version and english.hash != german.hash
    assert english.hash == brief(conversation(3), "en", [], ["weather"], NOW, 4000).hash


def test_tokens_are_counted_in_every_script() -> None:
    assert tokens("") == 0 and 1 <= tokens("hello") <= 2
    assert 3 < tokens("Дворец Топкапы сегодня закрыт") < 20 and 3 < tokens("القصر مغلق اليوم") < 15
