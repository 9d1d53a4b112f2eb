"""`python -m app` serves the page and the API."""

from __future__ import annotations

import uvicorn

from app.main import create_app
from graph.settings import Settings


def main() -> None:
    settings = Settings()
    print(f"Istanbul Companion: http://{settings.host}:{settings.port}/", flush=True)
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_level="warning")


if __name__ == "__main__":
    main()
