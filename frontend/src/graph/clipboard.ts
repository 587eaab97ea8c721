/** Copies of parts of a flow, as JSON text, so that they travel between flows and mails. */

import { freeId } from "./ids";
import { type Added, mayAdd } from "./nodes";
import {
  type FlowEdge,
  type FlowGraph,
  type FlowNode,
  type FlowNote,
  GRID,
  type Kinds,
  type Point,
} from "./types";

export interface Part {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly notes: readonly FlowNote[];
}

/** Take blocks and notes, with the paths between them. */
export function cutOut(graph: FlowGraph, ids: ReadonlySet<string>): Part {
  return {
    nodes: graph.nodes.filter((node) => ids.has(node.id)),
    edges: graph.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
    notes: graph.notes.filter((note) => ids.has(note.id)),
  };
}

/** Write a part as text. */
export function writePart(part: Part): string {
  return JSON.stringify({ schema: 1, ...part }, null, 2);
}

/** Read a part, or a whole flow file, from text; null when it is neither. */
export function readPart(text: string, kinds: Kinds): Part | null {
  const found = parsed(text);
  if (!found || !Array.isArray(found.nodes)) return null;
  const nodes = found.nodes.filter((node) => isNode(node) && kinds.has(node.kind));
  const edges = (found.edges ?? []).filter(isEdge);
  const notes = (found.notes ?? []).filter(isNote);
  return nodes.length + notes.length > 0 ? { nodes, edges, notes } : null;
}

function parsed(text: string): Partial<Part> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Partial<Part>) : null;
  } catch {
    return null;
  }
}

const isPoint = (value: unknown): value is Point =>
  typeof (value as Point | null)?.x === "number" && typeof (value as Point).y === "number";

const isNode = (value: unknown): value is FlowNode =>
  typeof (value as FlowNode | null)?.id === "string" &&
  typeof (value as FlowNode).config === "object" &&
  isPoint((value as FlowNode).position);

const isEdge = (value: unknown): value is FlowEdge =>
  ["source", "exit", "target"].every(
    (key) => typeof (value as Record<string, unknown> | null)?.[key] === "string",
  );

const isNote = (value: unknown): value is FlowNote =>
  typeof (value as FlowNote | null)?.text === "string" && isPoint((value as FlowNote).position);

/**
 * Add a copy of a part under new ids, its upper left corner at a place, or a little beside itself.
 *
 * What a flow may hold only once is left out.
 */
export function paste(graph: FlowGraph, part: Part, at?: Point): Added {
  const nodes = part.nodes.filter((node) => mayAdd(graph, node.kind));
  const by = offset([...nodes, ...part.notes], at);
  const names = newNames(graph, nodes, part.notes);
  const copied = <Item extends { id: string; position: Point }>(item: Item): Item => ({
    ...item,
    id: names.get(item.id) ?? item.id,
    position: { x: item.position.x + by.x, y: item.position.y + by.y },
  });
  const pasted: FlowGraph = {
    ...graph,
    nodes: [...graph.nodes, ...nodes.map(copied)],
    edges: [...graph.edges, ...part.edges.flatMap((edge) => renamed(edge, names))],
    notes: [...graph.notes, ...part.notes.map(copied)],
  };
  return { graph: pasted, ids: [...names.values()] };
}

/** Copy blocks and notes where they stand. */
export function duplicate(graph: FlowGraph, ids: ReadonlySet<string>): Added {
  return paste(graph, cutOut(graph, ids));
}

function offset(items: readonly { position: Point }[], at: Point | undefined): Point {
  if (!at) return { x: 2 * GRID, y: 2 * GRID };
  const left = Math.min(...items.map((item) => item.position.x));
  const top = Math.min(...items.map((item) => item.position.y));
  return { x: Math.round((at.x - left) / GRID) * GRID, y: Math.round((at.y - top) / GRID) * GRID };
}

function newNames(
  graph: FlowGraph,
  nodes: readonly FlowNode[],
  notes: readonly FlowNote[],
): Map<string, string> {
  const taken = new Set([...graph.nodes, ...graph.notes].map((item) => item.id));
  const names = new Map<string, string>();
  for (const [id, base] of [
    ...nodes.map((node) => [node.id, node.kind] as const),
    ...notes.map((note) => [note.id, "note"] as const),
  ]) {
    const name = freeId(base, taken);
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

function renamed(edge: FlowEdge, names: ReadonlyMap<string, string>): FlowEdge[] {
  const [source, target] = [names.get(edge.source), names.get(edge.target)];
  return source && target ? [{ ...edge, source, target }] : [];
}
