"""`python -m app` serves the page and the API."""

from __future__ import annotations

import gc

gc.disable()  # loading makes millions of objects that all stay; `app.main` switches the collector on when it is done

import uvicorn  # noqa: E402

from app.main import app  # noqa: E402
from graph.settings import Settings  # noqa: E402


def main() -> None:
    settings = Settings()
    print(f"Istanbul Companion: http://{settings.host}:{settings.port}/", flush=True)
    last = settings.shutdown_grace_seconds + 5  # the service ends its turns itself before that
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", timeout_graceful_shutdown=round(last))


if __name__ == "__main__":
    main()
