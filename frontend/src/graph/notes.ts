/** Changes of the remarks on the canvas. */

import { freeId, newNoteId } from "./ids";
import { type Added, freePosition, snapped } from "./nodes";
import type { FlowGraph, FlowNote, Point } from "./types";

/** Add an empty note at a place, or below what stands there. */
export function addNote(graph: FlowGraph, at: Point): Added {
  const id = newNoteId(graph);
  const note: FlowNote = { id, text: "", position: snapped(freePosition(graph, at)) };
  return { graph: { ...graph, notes: [...graph.notes, note] }, ids: [id] };
}

/** Change some of what a note is. */
export function setNote(graph: FlowGraph, id: string, change: Partial<FlowNote>): FlowGraph {
  const notes = graph.notes.map((note) => (note.id === id ? { ...note, ...change } : note));
  return { ...graph, notes };
}

/** Give every note of a file an id: files written by hand may leave it out. */
export function withNoteIds(graph: FlowGraph): FlowGraph {
  if (graph.notes.every((note) => note.id)) return graph;
  const taken = new Set(graph.notes.map((note) => note.id));
  const notes = graph.notes.map((note) => {
    if (note.id) return note;
    const id = freeId("note", taken);
    taken.add(id);
    return { ...note, id };
  });
  return { ...graph, notes };
}
