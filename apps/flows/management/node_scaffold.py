"""Writing the folder of a new kind of node: a small one that works, to be changed from there."""

import re
from pathlib import Path
from string import Template

TEMPLATE = Path(__file__).parent / "node_template"

_KIND = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class BadKind(ValueError):
    """The name cannot be a new kind; the message says why."""


def write_node(kind: str, nodes: Path) -> list[Path]:
    """Write the folder of a kind below ``nodes`` and its row in the table of built-in kinds.

    Raises:
        BadKind: the name is not like ``ask_date``, or its folder is there already.
    """
    if not _KIND.fullmatch(kind) or len(kind) > 40:
        raise BadKind(f"“{kind}” is no name for a kind. Use small letters and _, as in ask_date.")
    folder = nodes / kind
    if folder.exists():
        raise BadKind(f"There is a folder {folder} already. Choose another name.")
    (folder / "tests").mkdir(parents=True)
    written = [_write_filled(source, folder, kind) for source in sorted(TEMPLATE.rglob("*.txt"))]
    for package in (folder, folder / "tests"):
        (package / "__init__.py").touch()
    _add_row(kind, nodes / "__init__.py")
    return written


def _write_filled(source: Path, folder: Path, kind: str) -> Path:
    words = kind.split("_")
    filled = Template(source.read_text()).substitute(
        kind=kind,
        name="".join(word.capitalize() for word in words),
        label=" ".join(words).capitalize(),
    )
    target = folder / source.relative_to(TEMPLATE).with_suffix("")
    target = target.with_name(target.name.replace("test_node", f"test_{kind}"))
    target.write_text(filled)
    return target


def _add_row(kind: str, table: Path) -> None:
    row = f'    "{kind}": "apps.flows.nodes.{kind}.definition:definition",\n'
    table.write_text(table.read_text().removesuffix("}\n") + row + "}\n")
