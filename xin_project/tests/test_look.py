"""What every page shares: colours, theme, files, words."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override
from django.utils.translation.trans_real import translation

from xin_project.look import COLOUR_STYLE, COLOURS, THEME_SCRIPT, csp_hash
from xin_project.static_files import StaticFiles

ROOT = Path(__file__).parents[2]
STYLES = [*ROOT.glob("frontend/src/*.css")]
MARKED = re.compile(
    r"""(?:\b(?:_|gettext|gettext_lazy)\(\s*|\{% translate )(["'])((?:(?!\1).)+)\1""", re.DOTALL
)


def marked_words() -> list[str]:
    """Give the words that our pages and sentences mark for translation."""
    files = [*ROOT.glob("apps/*/templates/**/*.html"), *ROOT.glob("apps/*/*.py")]
    files += [*ROOT.glob("xin_project/*/templates/**/*.html"), *ROOT.glob("xin_project/*/*.py")]
    return sorted({words for file in files for _, words in MARKED.findall(file.read_text())})


def test_the_front_end_draws_with_the_same_colours_as_the_administration() -> None:
    written = "".join(style.read_text() for style in STYLES)
    for ramp, shades in COLOURS.items():
        for shade, colour in shades.items():
            found = re.search(rf"--color-{ramp}-{shade}: oklch\((.*?)\)", written)
            assert found, f"{ramp}-{shade}"
            numbers = [float(number) for number in re.findall(r"[\d.]+", found[1])]
            assert numbers == [float(number) for number in re.findall(r"[\d.]+", colour)]


@pytest.mark.django_db
def test_the_policy_allows_the_two_inline_pieces_and_no_other(client: Client) -> None:
    page = client.get("/accounts/login/")
    assert f"<style>{COLOUR_STYLE}</style><script>{THEME_SCRIPT}</script>" in page.text
    policy = page["Content-Security-Policy"]
    assert csp_hash(COLOUR_STYLE) in policy
    assert csp_hash(THEME_SCRIPT) in policy
    assert "unsafe" not in policy


def test_a_file_that_vite_named_keeps_its_name() -> None:
    assert StaticFiles().url("app/assets/main-1a2b.js") == "/static/app/assets/main-1a2b.js"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/static/app/assets/designer-Bp4odzni.js", True),
        ("/static/app/assets/preview-protocol-Bq_b-hi8.js", True),
        ("/static/workspace/frame.0a1b2c3d4e5f.css", True),
        ("/static/app/manifest.json", False),
        ("/static/workspace/frame.css", False),
        ("/embed.js", False),
    ],
)
def test_only_what_is_named_by_its_content_is_kept_for_ever(address: str, kept: bool) -> None:
    assert bool(re.search(settings.WHITENOISE_IMMUTABLE_FILE_TEST, address)) is kept


def test_a_file_that_was_never_gathered_has_an_address() -> None:
    assert StaticFiles().url("workspace/nothing.css") == "/static/workspace/nothing.css"


def test_every_word_on_our_pages_is_there_in_german() -> None:
    catalogue: dict[str, Any] = vars(translation("de"))["_catalog"]
    with override("de"):
        assert [words for words in marked_words() if catalogue.get(words) is None] == []


def test_the_compiled_catalogues_say_what_the_written_ones_say() -> None:
    for written in ROOT.glob("**/locale/de/LC_MESSAGES/django.po"):
        if ".venv" in written.parts or "node_modules" in written.parts:
            continue
        compiled = written.with_suffix(".mo").read_bytes().decode(errors="replace")
        for sentence in re.findall(r'^msgstr "(.+)"$', written.read_text(), re.MULTILINE):
            assert sentence.replace('\\"', '"').replace("\\n", "\n") in compiled
    assert settings.LANGUAGES == [("en", "English"), ("de", "Deutsch")]
