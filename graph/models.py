"""The models that may speak, in order, as the settings name them. The grounded composer is always the last resort."""

from __future__ import annotations

from langchain_core.language_models import BaseChatModel

from graph.settings import Settings


def speakers(settings: Settings) -> tuple[tuple[str, BaseChatModel], ...]:
    """Chat models by name; empty when none is configured. Opens no connection."""
    endpoints = settings.endpoints()
    if not endpoints:
        return ()
    from langchain_openai import ChatOpenAI

    return tuple(
        (
            endpoint.model,
            ChatOpenAI(
                model=endpoint.model,
                base_url=endpoint.base_url,
                api_key=endpoint.api_key,
                timeout=settings.llm_timeout_seconds,
                max_retries=0,
                stream_usage=True,
            ),
        )
        for endpoint in endpoints
    )
