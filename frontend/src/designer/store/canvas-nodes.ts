/** The blocks and notes as the canvas library holds them; what did not change stays the same object. */

import type { Node } from "@xyflow/react";
import { type FlowGraph, type FlowNode, type FlowNote, NOTE_WIDTH } from "../../graph/types";

export type BlockNode = Node<{ node: FlowNode }, "block">;
export type NoteNode = Node<{ note: FlowNote }, "note">;
export type CanvasNode = BlockNode | NoteNode;

/** A note lies on top, and can be written into before its size was taken. */
const NEW_NOTE = { zIndex: 1, initialWidth: NOTE_WIDTH, initialHeight: 80 };

/** Bring the canvas to what the graph says. */
export function drawn(canvas: readonly CanvasNode[], graph: FlowGraph): CanvasNode[] {
  const before = new Map(canvas.map((item) => [item.id, item]));
  return [
    ...graph.notes.map((note) => drawnNote(before.get(note.id), note)),
    ...graph.nodes.map((node) => drawnBlock(before.get(node.id), node)),
  ];
}

function drawnBlock(before: CanvasNode | undefined, node: FlowNode): CanvasNode {
  if (before?.type !== "block")
    return { id: node.id, type: "block", position: node.position, data: { node } };
  if (before.data.node === node && before.position === node.position) return before;
  return { ...before, position: node.position, data: { node } };
}

function drawnNote(before: CanvasNode | undefined, note: FlowNote): CanvasNode {
  if (before?.type !== "note") {
    return { ...NEW_NOTE, id: note.id, type: "note", position: note.position, data: { note } };
  }
  if (before.data.note === note && before.position === note.position) return before;
  return { ...before, position: note.position, data: { note } };
}

/** Select exactly these. */
export function selecting(canvas: readonly CanvasNode[], ids: ReadonlySet<string>): CanvasNode[] {
  return canvas.map((item) =>
    Boolean(item.selected) === ids.has(item.id) ? item : { ...item, selected: ids.has(item.id) },
  );
}
