"""Where the checkout keeps what it fetched."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"
PYTHON = ROOT / ".venv" / "bin" / "python"
