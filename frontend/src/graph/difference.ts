/** What is different between two drafts of one flow, as lists of blocks. */

import { edgeId, findNode } from "./lookup";
import type { FlowGraph, FlowNode } from "./types";

export interface Difference {
  readonly added: readonly FlowNode[];
  readonly removed: readonly FlowNode[];
  /** As they are now; moving alone is no change. */
  readonly changed: readonly FlowNode[];
  /** How many paths lead elsewhere, are new or gone. */
  readonly paths: number;
}

/** Compare a draft with what it was before. */
export function differenceOf(before: FlowGraph, now: FlowGraph): Difference {
  return {
    added: now.nodes.filter((node) => !findNode(before, node.id)),
    removed: before.nodes.filter((node) => !findNode(now, node.id)),
    changed: now.nodes.filter((node) => isChanged(findNode(before, node.id), node)),
    paths: changedPaths(before, now),
  };
}

function isChanged(before: FlowNode | undefined, now: FlowNode): boolean {
  return before !== undefined && !sameJson(before.config, now.config);
}

/** Are two JSON values the same, whatever the order of their keys? */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  return (
    keys.length === others.length && keys.every((key) => sameJson(at(one, key), at(other, key)))
  );
}

const at = (value: object, key: string) => (value as Record<string, unknown>)[key];

function changedPaths(before: FlowGraph, now: FlowGraph): number {
  const old = new Map(before.edges.map((edge) => [edgeId(edge), edge.target]));
  const unchanged = now.edges.filter((edge) => old.get(edgeId(edge)) === edge.target).length;
  return Math.max(before.edges.length, now.edges.length) - unchanged;
}
