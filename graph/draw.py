"""Draws the turn as a Mermaid diagram, from the code. `python -m graph.draw` puts it into the README."""

from __future__ import annotations

import re
from pathlib import Path

from graph.builder import graph

README = Path(__file__).resolve().parents[1] / "README.md"
START, END = "<!-- graph:start -->", "<!-- graph:end -->"
_BLOCK = re.compile(f"{re.escape(START)}.*?{re.escape(END)}", re.DOTALL)


class NoPlace(ValueError):
    """The text has no pair of marks to put the drawing between, or more than one."""


def diagram() -> str:
    """Mermaid source of the graph, without colours, so that a page's own theme applies."""
    lines = graph.get_graph().draw_mermaid(with_styles=False).strip().splitlines()
    return "\n".join(line.replace("&nbsp;", " ").rstrip() for line in lines)


def with_diagram(text: str) -> str:
    """The text with the diagram between its marks. Raises `NoPlace`."""
    if len(_BLOCK.findall(text)) != 1:
        raise NoPlace(f"the text needs one {START} with one {END} after it")
    block = f"{START}\n```mermaid\n{diagram()}\n```\n{END}"
    return _BLOCK.sub(lambda _: block, text)


def main() -> None:
    text = README.read_text(encoding="utf-8")
    README.write_text(with_diagram(text), encoding="utf-8")


if __name__ == "__main__":
    main()
