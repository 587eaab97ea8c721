/** Changes of blocks. Each gives a new graph and leaves the old one as it was. */

import { newNodeId } from "./ids";
import { findNode } from "./lookup";
import {
  begins,
  CARD_WIDTH,
  type Config,
  type FlowGraph,
  type FlowNode,
  GRID,
  type NodeKind,
  type Point,
} from "./types";

/** A graph, and the ids of what the change added. */
export interface Added {
  readonly graph: FlowGraph;
  readonly ids: readonly string[];
}

/** Put a point on the grid. */
export function snapped({ x, y }: Point): Point {
  return { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID };
}

/** Add a block of a kind, with the config that runs. */
export function addNode(graph: FlowGraph, kind: NodeKind, at: Point): Added {
  const id = newNodeId(graph, kind.kind);
  const node = { id, kind: kind.kind, position: snapped(at), config: kind.default };
  return { graph: { ...graph, nodes: [...graph.nodes, node] }, ids: [id] };
}

/** Move blocks and notes to new places, by id. */
export function move(graph: FlowGraph, positions: ReadonlyMap<string, Point>): FlowGraph {
  const moved = <Item extends { id: string; position: Point }>(item: Item): Item => {
    const to = positions.get(item.id);
    const same = !to || (to.x === item.position.x && to.y === item.position.y);
    return same ? item : { ...item, position: to };
  };
  const nodes = graph.nodes.map(moved);
  const notes = graph.notes.map(moved);
  return sameItems(nodes, graph.nodes) && sameItems(notes, graph.notes)
    ? graph
    : { ...graph, nodes, notes };
}

const sameItems = (one: readonly unknown[], other: readonly unknown[]) =>
  one.every((item, index) => item === other[index]);

/** Take blocks and notes away, and every path that touched them. */
export function remove(graph: FlowGraph, ids: ReadonlySet<string>): FlowGraph {
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => !ids.has(node.id)),
    edges: graph.edges.filter((edge) => !ids.has(edge.source) && !ids.has(edge.target)),
    notes: graph.notes.filter((note) => !ids.has(note.id)),
  };
}

/** Give a block another config; its paths stay until the server says which exits it has now. */
export function setConfig(graph: FlowGraph, id: string, config: Config): FlowGraph {
  const nodes = graph.nodes.map((node) => (node.id === id ? { ...node, config } : node));
  return { ...graph, nodes };
}

/** Give the flow another name. */
export function rename(graph: FlowGraph, name: string): FlowGraph {
  return { ...graph, name };
}

/** May there be one more block of this kind? What begins something stands in one place. */
export function mayAdd(graph: FlowGraph, kind: string): boolean {
  return !begins(kind) || graph.nodes.every((node) => node.kind !== kind);
}

const BESIDE = CARD_WIDTH + 3 * GRID;
const BELOW = 8 * GRID;

/** Give a free place at the right of a block; without one, at the right of all. */
export function positionAfter(graph: FlowGraph, id: string | undefined): Point {
  const from = id === undefined ? lastNode(graph) : findNode(graph, id);
  if (!from) return { x: 0, y: 0 };
  return freePosition(graph, { x: from.position.x + BESIDE, y: from.position.y });
}

/** Give the first place from here downwards where nothing stands. */
export function freePosition(graph: FlowGraph, at: Point): Point {
  let position = at;
  while ([...graph.nodes, ...graph.notes].some((item) => overlaps(item, position))) {
    position = { x: position.x, y: position.y + BELOW };
  }
  return position;
}

function lastNode(graph: FlowGraph): FlowNode | undefined {
  return graph.nodes.reduce<FlowNode | undefined>(
    (last, node) => (last && last.position.x >= node.position.x ? last : node),
    undefined,
  );
}

function overlaps({ position }: { position: Point }, { x, y }: Point): boolean {
  return Math.abs(position.x - x) < CARD_WIDTH && Math.abs(position.y - y) < BELOW;
}
