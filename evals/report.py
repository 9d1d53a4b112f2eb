"""What a run found, for people: a table per suite on the terminal, and a page and a JSON file with every failing case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

from data.schema import LANGUAGES
from evals.floors import Breach
from evals.outcome import ALL, Outcome

FOLDER = Path(__file__).parent / "report"
_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;
color:#1d2430;background:#fff}
table{border-collapse:collapse;margin:1rem 0}th,td{padding:.25rem .75rem;text-align:right;border-bottom:1px solid #d8dde6}
th:first-child,td:first-child{text-align:left}details{border:1px solid #d8dde6;border-radius:6px;padding:.5rem 1rem;
margin:.5rem 0}
summary{cursor:pointer}pre{white-space:pre-wrap;background:#f4f6f9;padding:.75rem;border-radius:6px;overflow-wrap:anywhere}
.low{color:#a11;font-weight:600}.id{color:#5a6577;font-size:.85em}li{margin:.15rem 0}"""


def columns(outcome: Outcome) -> list[str]:
    """The languages a suite has figures for, and `all`."""
    present = {language for values in outcome.figures.values() for language in values}
    return [language for language in (*LANGUAGES, ALL) if language in present]


def table(name: str, outcome: Outcome, seconds: float, breaches: list[Breach]) -> str:
    """One suite as text; a figure below its floor carries an exclamation mark."""
    shown = columns(outcome)
    low = {(b.metric, b.language) for b in breaches}
    lines = [f"{name}: {outcome.cases} cases, {len(outcome.failures)} failing, {seconds:.1f} s"]
    lines.append(f"  {'':16}" + "".join(f"{language:>8}" for language in shown))
    for metric, values in outcome.figures.items():
        cells = (f"{values[c]:.3f}{'!' if (metric, c) in low else ' '}" if c in values else "– " for c in shown)
        lines.append(f"  {metric:16}" + "".join(f"{cell:>8}" for cell in cells))
    return "\n".join([*lines, *(f"  {note}" for note in outcome.notes)])


def write(outcomes: Mapping[str, Outcome], breaches: list[Breach], folder: Path = FOLDER) -> Path:
    """Writes `report.json` and `index.html`; returns the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        "breaches": [asdict(b) for b in breaches],
        "suites": {name: asdict(outcome) for name, outcome in outcomes.items()},
    }
    (folder / "report.json").write_text(json.dumps(data, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    page = folder / "index.html"
    page.write_text(_page(outcomes, breaches), encoding="utf-8")
    return page


def _page(outcomes: Mapping[str, Outcome], breaches: list[Breach]) -> str:
    body = "".join(_section(name, outcome, [b for b in breaches if b.suite == name]) for name, outcome in outcomes.items())
    listed = "".join(f"<li>{escape(str(b))}</li>" for b in breaches)
    verdict = (
        f"<h2 class=low>Below the floor</h2><ul>{listed}</ul>" if breaches else "<p>Every figure is at or above its floor.</p>"
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Evals</title><style>{_STYLE}</style>'
        f"<h1>Evals</h1>{verdict}{body}</html>\n"
    )


def _section(name: str, outcome: Outcome, breaches: list[Breach]) -> str:
    shown, low = columns(outcome), {(b.metric, b.language) for b in breaches}
    head = "".join(f"<th>{c}</th>" for c in shown)
    rows = ""
    for metric, values in outcome.figures.items():
        cells = "".join(
            f"<td{' class=low' if (metric, c) in low else ''}>{values[c]:.3f}</td>" if c in values else "<td>–</td>"
            for c in shown
        )
        rows += f"<tr><td>{escape(metric)}</td>{cells}</tr>"
    cases = "".join(
        f'<details><summary><span class=id>{escape(f.id)}</span> <span dir="auto">{escape(f.text)}</span></summary>'
        f"<ul>{''.join(f'<li>{escape(reason)}</li>' for reason in f.reasons)}</ul>{_shown(f.shown)}</details>"
        for f in outcome.failures
    )
    notes = f"<pre>{escape(chr(10).join(outcome.notes))}</pre>" if outcome.notes else ""
    return (
        f"<h2>{escape(name)}</h2><p>{outcome.cases} cases, {len(outcome.failures)} failing.</p>"
        f"<table><tr><th></th>{head}</tr>{rows}</table>{notes}{cases}"
    )


def _shown(shown: Any) -> str:
    if shown is None:
        return ""
    if not isinstance(shown, dict):
        return f"<pre>{escape(json.dumps(shown, ensure_ascii=False, indent=1, default=str))}</pre>"
    text = shown.get("text")
    spoken = f'<pre dir="auto">{escape(text)}</pre>' if text else ""
    rest = {k: v for k, v in shown.items() if k != "text" and v}
    return spoken + f"<pre>{escape(json.dumps(rest, ensure_ascii=False, indent=1, default=str))}</pre>"
