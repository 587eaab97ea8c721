/** The blocks in the order in which a visitor meets them. */

import { findNode, targetsOf } from "./lookup";
import { begins, type FlowGraph, type FlowNode } from "./types";

/** Give all blocks: those a visitor can reach, near ones first, then the rest. */
export function inOrder(graph: FlowGraph): FlowNode[] {
  const seen = new Set<string>();
  const starts = graph.nodes.filter((node) => begins(node.kind));
  for (const first of [...starts, ...graph.nodes]) walkFrom(graph, first.id, seen);
  return [...seen].flatMap((id) => findNode(graph, id) ?? []);
}

function walkFrom(graph: FlowGraph, first: string, seen: Set<string>): void {
  const waiting = [first];
  while (waiting.length > 0) {
    const id = waiting.shift() as string;
    if (seen.has(id) || !findNode(graph, id)) continue;
    seen.add(id);
    waiting.push(...targetsOf(graph, id).values());
  }
}

export type Direction = "left" | "right" | "up" | "down";

/** Give the nearest block in a direction, as arrow keys walk. */
export function neighbour(graph: FlowGraph, id: string, to: Direction): string | undefined {
  const from = findNode(graph, id);
  if (!from) return graph.nodes[0]?.id;
  const ahead = graph.nodes
    .filter((node) => node.id !== id)
    .map((node) => ({ id: node.id, ...distance(from, node, to) }))
    .filter((one) => one.along > 0);
  return ahead.sort((one, other) => one.cost - other.cost)[0]?.id;
}

const ASIDE_COSTS = 2;

function distance(from: FlowNode, to: FlowNode, direction: Direction) {
  const across = to.position.x - from.position.x;
  const down = to.position.y - from.position.y;
  const horizontal = direction === "left" || direction === "right";
  const sign = direction === "right" || direction === "down" ? 1 : -1;
  const along = sign * (horizontal ? across : down);
  const aside = Math.abs(horizontal ? down : across);
  return { along, cost: along + ASIDE_COSTS * aside };
}
