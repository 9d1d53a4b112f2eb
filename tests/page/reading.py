"""What a test does with the page as a reader would, and what a screen reader is told."""

from __future__ import annotations

from typing import Any, cast

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def say(page: Page, text: str) -> None:
    page.locator("#message").fill(text)
    page.locator("#message").press("Enter")


def ask(page: Page, text: str) -> Locator:
    """Sends a message and waits for the finished answer."""
    before = page.locator(".turn").count()
    say(page, text)
    reply = page.locator(".turn").nth(before).locator(".reply:not([aria-busy])")
    reply.wait_for()
    return reply


def last(page: Page) -> Locator:
    return page.locator(".turn").last.locator(".reply")


def listen(page: Page) -> None:
    """Notes from now on everything that is put into a live region."""
    page.evaluate(
        """() => {
            window.heard = [];
            const live = { announcer: "polite", emergency: "assertive" };
            for (const [id, kind] of Object.entries(live)) {
                const node = document.getElementById(id);
                new MutationObserver(() => {
                    if (node.getAttribute("aria-live") === "off" || !node.textContent) return;
                    window.heard.push([kind, node.textContent]);
                }).observe(node, { childList: true, subtree: true, characterData: true });
            }
        }"""
    )


def heard(page: Page, kind: str) -> list[str]:
    told = cast("list[list[str]]", page.evaluate("() => window.heard"))
    return [text for its, text in told if its == kind]


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it is now."""
    found: Any = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['help']} – {[node['target'] for node in v['nodes']]}" for v in found]


def too_wide(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def in_view(page: Page, node: Locator) -> bool:
    box, size = node.bounding_box(), page.viewport_size
    assert box and size
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return min(box["x"], box["y"]) >= 0 and right <= size["width"] and bottom <= size["height"]
