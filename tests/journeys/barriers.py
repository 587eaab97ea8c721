"""No screen has a barrier, in neither theme."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STILL = """() => Promise.all(
  document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => undefined)),
)"""
"""What still fades in has no contrast yet."""


def expect_no_barrier(page: Page, within: str | None = None) -> None:
    """Let axe look at the page as it stands, or at the part of it that a selector names."""
    page.evaluate(STILL)
    found = Axe().run(page, context=within)
    assert found.violations_count == 0, found.generate_report()


def expect_no_barrier_in_both_themes(page: Page, settle: Callable[[], None]) -> None:
    """Look in light and in dark; ``settle`` brings the page where it was after a reload."""
    for theme in ("light", "dark"):
        page.evaluate("theme => localStorage.setItem('adminTheme', theme)", f'"{theme}"')
        page.reload()
        settle()
        expect_no_barrier(page)
