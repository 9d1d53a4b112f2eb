"""`python -m tests.faults` writes the fault matrix."""

from __future__ import annotations

import asyncio

from tests.faults.matrix import PAGE, all_outcomes, loaded, page

if __name__ == "__main__":
    PAGE.write_text(page(asyncio.run(all_outcomes(loaded(), print))), encoding="utf-8")
    print(PAGE)
