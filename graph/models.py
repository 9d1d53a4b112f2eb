"""The models that may speak, in order, as the settings name them. The grounded composer is always the last resort."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.outputs import ChatGenerationChunk

from graph.settings import ModelEndpoint, Settings
from tools.guard import Failed, Failure
from tools.http import Bounded, failure_of

LOCAL = "local"
"""The `base_url` of a model that runs in this process."""
MAX_BYTES = 2 * 1024 * 1024
"""Of one answer, its framing included; a stream without an end is given up."""


class MissingExtra(RuntimeError):
    """A setting asks for a package that is not installed."""


def speakers(settings: Settings) -> tuple[tuple[str, BaseChatModel], ...]:
    """Chat models by name; empty when none is configured. Opens no connection, loads a local model. Raises `MissingExtra`."""
    return tuple((e.model, _local(e) if e.base_url == LOCAL else _remote(e, settings)) for e in settings.endpoints())


def _remote(endpoint: ModelEndpoint, settings: Settings) -> BaseChatModel:
    import httpx2
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(
        model=endpoint.model,
        base_url=endpoint.base_url,
        api_key=endpoint.api_key,
        timeout=settings.llm_timeout_seconds,
        http_async_client=httpx2.AsyncClient(transport=Bounded(MAX_BYTES), timeout=settings.llm_timeout_seconds),
        max_retries=0,
        max_tokens=endpoint.max_tokens,
        stream_usage=True,
    )


def _local(endpoint: ModelEndpoint) -> BaseChatModel:
    try:
        from langchain_huggingface import ChatHuggingFace, HuggingFacePipeline
    except ImportError as error:
        raise MissingExtra("HF_MODEL needs the extra `models`: pip install 'istanbul-companion[models]'") from error

    class Local(ChatHuggingFace):  # type: ignore[misc]
        """Streams a pipeline from a thread, which `ChatHuggingFace` itself does only for endpoints."""

        async def _astream(self, *given: Any, **more: Any) -> AsyncIterator[ChatGenerationChunk]:
            more.pop("stream_usage", None)
            async for chunk in BaseChatModel._astream(self, *given, **more):
                yield chunk

    pipeline = HuggingFacePipeline.from_model_id(
        model_id=endpoint.model,
        task="text-generation",
        pipeline_kwargs={"max_new_tokens": endpoint.max_tokens, "return_full_text": False},
    )
    chat: BaseChatModel = Local(llm=pipeline)
    return chat


@contextmanager
def failures() -> Iterator[None]:
    """What `openai` and the network raise, as the guard knows it."""
    import httpx2
    import openai

    try:
        yield
    except openai.RateLimitError as error:
        wished = error.response.headers.get("retry-after", "")
        raise Failed("rate_limited", float(wished) if wished.isdecimal() else None) from error
    except (openai.APITimeoutError, httpx2.TimeoutException) as error:
        raise Failed("timeout") from error
    except openai.APIConnectionError as error:
        raise Failed(failure_of(error)) from error
    except openai.APIStatusError as error:
        kind: Failure = "server_error" if error.status_code >= 500 else "rejected"
        raise Failed(kind) from error
    except (openai.OpenAIError, json.JSONDecodeError) as error:
        raise Failed("malformed") from error
    except httpx2.TransportError as error:
        raise Failed(failure_of(error)) from error
