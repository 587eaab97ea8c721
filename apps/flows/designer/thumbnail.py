"""A flow as a picture the size of a stamp, for lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.flows.engine.registry import node_kinds

WIDTH, HEIGHT = 260, 96
MARGIN = 60
LARGEST = 400
"""A picture of more blocks shows no more than this."""


@dataclass(frozen=True)
class Tile:
    """A block at its place; ``group`` is a word for its colour, such as ``hand-over``."""

    x: float
    y: float
    group: str


@dataclass(frozen=True)
class Thumbnail:
    """Tiles and the wires between them, in the units of the canvas."""

    view_box: str
    tiles: tuple[Tile, ...]
    wires: tuple[str, ...]


def draw_thumbnail(graph: Mapping[str, Any]) -> Thumbnail:
    """Draw a graph of valid shape."""
    tiles = {node["id"]: _tile(node) for node in graph["nodes"][:LARGEST]}
    wires = tuple(
        _wire(tiles[edge["source"]], tiles[edge["target"]])
        for edge in graph.get("edges", ())
        if edge["source"] in tiles and edge["target"] in tiles
    )
    return Thumbnail(_view_box(list(tiles.values())), tuple(tiles.values()), wires)


def _tile(node: Mapping[str, Any]) -> Tile:
    position = node.get("position") or {}
    kind = node_kinds().get(node["kind"])
    group = kind.group.lower().replace(" ", "-") if kind else "unknown"
    return Tile(float(position.get("x", 0)), float(position.get("y", 0)), group)


def _wire(source: Tile, target: Tile) -> str:
    x1, y1 = source.x + WIDTH, source.y + HEIGHT / 2
    x2, y2 = target.x, target.y + HEIGHT / 2
    bend = max(abs(x2 - x1) / 2, 60)
    return f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"


def _view_box(tiles: list[Tile]) -> str:
    if not tiles:
        return f"0 0 {WIDTH} {HEIGHT}"
    left, top = min(tile.x for tile in tiles), min(tile.y for tile in tiles)
    right, bottom = max(tile.x for tile in tiles) + WIDTH, max(tile.y for tile in tiles) + HEIGHT
    size = (right - left + 2 * MARGIN, bottom - top + 2 * MARGIN)
    return f"{left - MARGIN:g} {top - MARGIN:g} {size[0]:g} {size[1]:g}"
