import type { FlowGraph } from "./types";

/** Give `base_1`, `base_2` ...: the first that is not taken. */
export function freeId(base: string, taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

/** Give an id for a new block of a kind. */
export function newNodeId(graph: FlowGraph, kind: string): string {
  return freeId(kind, new Set(graph.nodes.map((node) => node.id)));
}

/** Give an id for a new note. */
export function newNoteId(graph: FlowGraph): string {
  return freeId("note", new Set(graph.notes.map((note) => note.id)));
}
