"""Settings from the environment or `.env`; every one is optional. The one place where the environment is read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from tools.dependencies import checked
from tools.earthquakes import EMSC
from tools.live import Endpoints
from tools.rates import ECB
from tools.weather import OPEN_METEO, OPEN_METEO_MARINE


def _listed(value: Any) -> Any:
    """A list as the environment writes it: comma-separated."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class ModelEndpoint(BaseModel):
    """An OpenAI-compatible endpoint, or with the base URL `local` a Hugging Face model in this process.

    `suits` simple or complex turns first; `max_tokens` bounds one answer; prices are dollars per million tokens.
    `tools` is whether the model may call tools.
    """

    base_url: str
    api_key: SecretStr = SecretStr("none")
    model: str
    suits: Literal["any", "simple", "complex"] = "any"
    tools: bool = True
    max_tokens: Annotated[int, Field(ge=16, le=8192)] = 900
    input_price: Annotated[float, Field(ge=0)] = 0.0
    output_price: Annotated[float, Field(ge=0)] = 0.0


class Settings(BaseSettings):
    """Names and defaults are the HTTP contract's."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000

    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = None
    llm_model: str | None = None
    llm_fallbacks: list[ModelEndpoint] = []
    llm_timeout_seconds: Annotated[float, Field(gt=0, le=120)] = 12.0
    llm_suits: Literal["any", "simple", "complex"] = "any"
    llm_max_tokens: Annotated[int, Field(ge=16, le=8192)] = 900
    llm_context_tokens: Annotated[int, Field(ge=1500, le=200_000)] = 8000
    llm_max_cost: Annotated[float, Field(ge=0)] = 0.0
    llm_input_price: Annotated[float, Field(ge=0)] = 0.0
    llm_output_price: Annotated[float, Field(ge=0)] = 0.0
    hf_model: str | None = None

    city_pack: Path | None = None
    mongodb_uri: SecretStr | None = None
    embedding_model: str | None = None
    cache_dir: Path = Path("var/cache")

    database_url: str = "sqlite:///./var/companion.db"
    redis_url: str | None = None
    weather_base_url: str = OPEN_METEO
    weather_timeout_seconds: Annotated[float, Field(gt=0, le=30)] = 2.5
    marine_base_url: str | None = OPEN_METEO_MARINE
    events_feeds: Annotated[list[str], NoDecode, BeforeValidator(_listed)] = []
    routing_base_url: str | None = None
    rates_url: str | None = ECB
    earthquakes_url: str | None = EMSC
    guards: Annotated[dict[str, dict[str, Any]], AfterValidator(checked)] = {}

    map_tiles_url: str | None = None
    map_tiles_attribution: str | None = None

    emergency_webhook_url: str | None = None
    emergency_webhook_secret: SecretStr | None = None

    turn_deadline_seconds: Annotated[float, Field(gt=0, le=300)] = 20.0
    record_dir: Path | None = None

    turns_at_once: Annotated[int, Field(ge=1)] = 64
    turns_waiting: Annotated[int, Field(ge=0)] = 256
    turn_wait_seconds: Annotated[float, Field(ge=0, le=60)] = 5.0
    turns_per_minute: Annotated[int, Field(ge=0)] = 0
    shutdown_grace_seconds: Annotated[float, Field(ge=0, le=300)] = 25.0
    answer_cache_seconds: Annotated[float, Field(ge=0, le=3600)] = 300.0
    answer_cache_entries: Annotated[int, Field(ge=0)] = 512

    def endpoints(self) -> list[ModelEndpoint]:
        """The models to try, in order; empty means the grounded composer speaks."""
        first = []
        if self.llm_base_url and self.llm_model:
            key = self.llm_api_key or SecretStr("none")
            first = [
                ModelEndpoint(
                    base_url=self.llm_base_url, api_key=key, model=self.llm_model, suits=self.llm_suits,
                    max_tokens=self.llm_max_tokens, input_price=self.llm_input_price, output_price=self.llm_output_price,
                )
            ]  # fmt: skip
        local = [ModelEndpoint(base_url="local", model=self.hf_model, tools=False, max_tokens=400)] if self.hf_model else []
        return [*first, *self.llm_fallbacks, *local]

    def live(self) -> Endpoints:
        """Where the live tools ask."""
        return Endpoints(
            weather=self.weather_base_url, marine=self.marine_base_url, events=self.events_feeds,
            routing=self.routing_base_url, rates=self.rates_url, earthquakes=self.earthquakes_url,
        )  # fmt: skip

    def guards_changed(self) -> Mapping[str, Mapping[str, Any]]:
        """The numbers of policies that the settings change, by dependency."""
        weather = {"timeout_seconds": self.weather_timeout_seconds, "total_seconds": self.weather_timeout_seconds * 1.4}
        model = {"timeout_seconds": self.llm_timeout_seconds, "total_seconds": self.llm_timeout_seconds}
        return {
            **self.guards,
            "weather": {**weather, **self.guards.get("weather", {})},
            "model": {**model, **self.guards.get("model", {})},
        }
