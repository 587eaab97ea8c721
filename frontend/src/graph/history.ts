/** What can be undone: whole graphs, which share all that did not change. */

import type { FlowGraph } from "./types";

export interface History {
  readonly past: readonly FlowGraph[];
  readonly future: readonly FlowGraph[];
  /** Which gesture made the last step, and when (ms): typing on in one field is one step. */
  readonly last: { readonly gesture: string; readonly at: number } | null;
}

export const EMPTY: History = { past: [], future: [], last: null };

const LIMIT = 200;
const PAUSE_MS = 1_000;

/** Remember a graph that is about to change. A gesture that goes on adds no further step. */
export function remember(
  history: History,
  before: FlowGraph,
  gesture: string | null,
  at: number,
): History {
  const { last } = history;
  const goesOn = gesture !== null && last?.gesture === gesture && at - last.at < PAUSE_MS;
  const past = goesOn ? history.past : [...history.past, before].slice(-LIMIT);
  return { past, future: [], last: gesture === null ? null : { gesture, at } };
}

/** A graph to go to, and the history from there; null when there is none. */
export type Jump = { readonly graph: FlowGraph; readonly history: History } | null;

/** Go back one step. */
export function back({ past, future }: History, now: FlowGraph): Jump {
  const graph = past.at(-1);
  if (!graph) return null;
  return { graph, history: { past: past.slice(0, -1), future: [now, ...future], last: null } };
}

/** Go forth again. */
export function forth({ past, future }: History, now: FlowGraph): Jump {
  const graph = future[0];
  if (!graph) return null;
  return { graph, history: { past: [...past, now], future: future.slice(1), last: null } };
}
