"""The schemas that the front end's types of frames are generated from."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from xin_project.environment import PROJECT_ROOT


def test_it_prints_what_it_writes(tmp_path: Path) -> None:
    printed = StringIO()
    call_command("frames", stdout=printed)
    call_command("frames", output=tmp_path / "frames.json")
    assert (tmp_path / "frames.json").read_text(encoding="utf-8") == printed.getvalue()


def test_the_front_end_speaks_the_frames_of_today() -> None:
    committed = PROJECT_ROOT / "frontend" / "wire" / "frames.json"
    printed = StringIO()
    call_command("frames", stdout=printed)
    assert printed.getvalue() == committed.read_text(), "Run manage.py frames, then npm run api."
