/** Finding parts of a graph by id; an index lives as long as the list it was made from. */

import type { FlowEdge, FlowGraph, FlowNode } from "./types";

type Exits = ReadonlyMap<string, string>;

const nodeIndexes = new WeakMap<readonly FlowNode[], ReadonlyMap<string, FlowNode>>();
const exitIndexes = new WeakMap<readonly FlowEdge[], ReadonlyMap<string, Exits>>();
const NO_EXITS: Exits = new Map();

function cached<Key extends object, Value>(
  cache: WeakMap<Key, Value>,
  key: Key,
  make: (key: Key) => Value,
): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  cache.set(key, made);
  return made;
}

function byId(nodes: readonly FlowNode[]): ReadonlyMap<string, FlowNode> {
  return new Map(nodes.map((node) => [node.id, node]));
}

function bySource(edges: readonly FlowEdge[]): ReadonlyMap<string, Exits> {
  const index = new Map<string, Map<string, string>>();
  for (const { source, exit, target } of edges) {
    const exits = index.get(source) ?? new Map<string, string>();
    index.set(source, exits.set(exit, target));
  }
  return index;
}

/** Give the block of an id, if there is one. */
export function findNode(graph: FlowGraph, id: string): FlowNode | undefined {
  return cached(nodeIndexes, graph.nodes, byId).get(id);
}

/** Give the blocks that a block leads to, by exit. */
export function targetsOf(graph: FlowGraph, id: string): Exits {
  return cached(exitIndexes, graph.edges, bySource).get(id) ?? NO_EXITS;
}

/** The name of a path: a block has one path per exit. */
export function edgeId(edge: Pick<FlowEdge, "source" | "exit">): string {
  return `${edge.source}:${edge.exit}`;
}
