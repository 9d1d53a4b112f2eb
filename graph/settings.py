"""Settings from the environment or `.env`; every one is optional. The one place where the environment is read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from tools.weather import OPEN_METEO


class ModelEndpoint(BaseModel):
    """An OpenAI-compatible endpoint."""

    base_url: str
    api_key: SecretStr = SecretStr("none")
    model: str


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

    embedding_model: str | None = None
    cache_dir: Path = Path("var/cache")

    database_url: str = "sqlite:///./var/companion.db"
    weather_base_url: str = OPEN_METEO
    weather_timeout_seconds: Annotated[float, Field(gt=0, le=30)] = 2.5

    turn_deadline_seconds: Annotated[float, Field(gt=0, le=300)] = 20.0
    answer_cache_seconds: Annotated[float, Field(ge=0, le=3600)] = 300.0
    answer_cache_entries: Annotated[int, Field(ge=0)] = 512

    def endpoints(self) -> list[ModelEndpoint]:
        """The models to try, in order; empty means the grounded composer speaks."""
        first = []
        if self.llm_base_url and self.llm_model:
            key = self.llm_api_key or SecretStr("none")
            first = [ModelEndpoint(base_url=self.llm_base_url, api_key=key, model=self.llm_model)]
        return [*first, *self.llm_fallbacks]
