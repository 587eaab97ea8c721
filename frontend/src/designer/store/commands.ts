/** What a person can do, as functions of the store: menus, keys and gestures call the same ones. */

import { cutOut, duplicate, paste, readPart, writePart } from "../../graph/clipboard";
import { connect, disconnect, insertOnEdge, makeRoom, positionOnPath } from "../../graph/edges";
import { tidy } from "../../graph/layout";
import { edgeId, findNode, targetsOf } from "../../graph/lookup";
import { type Added, addNode, mayAdd, positionAfter, remove, setConfig } from "../../graph/nodes";
import { addNote } from "../../graph/notes";
import {
  CARD_WIDTH,
  type Config,
  type Exit,
  type FlowEdge,
  type FlowGraph,
  type NodeKind,
  type Point,
} from "../../graph/types";
import { cardOf } from "./cards";
import type { DesignerStore } from "./store";
import type { DesignerState, Spot, Way } from "./types";

/** Give the ways out of a block as it is now. */
export function exitsOf(state: DesignerState, id: string): readonly Exit[] {
  const node = findNode(state.graph, id);
  if (!node) return [];
  return cardOf(node, state.kinds.get(node.kind), state.known.get(id), state.language).exits;
}

/** Add a block at a spot and open it; without a spot, behind the selected block. */
export function addBlock(store: DesignerStore, kind: NodeKind, spot?: Spot): void {
  const state = store.getState();
  if (!state.mayEdit || !mayAdd(state.graph, kind.kind)) return;
  const where = spot ?? behindSelected(state);
  const added = addNode(state.graph, kind, positionFor(state, where));
  const id = added.ids[0] as string;
  state.change(() => wired(added.graph, id, kind, where));
  state.openInspector(id);
}

function positionFor({ graph, selected }: DesignerState, { at, after, into }: Spot): Point {
  if (!at) return positionAfter(graph, (after ?? into)?.source ?? selected[0]);
  return into ? positionOnPath(graph, into, at) : at;
}

function wired(graph: FlowGraph, id: string, kind: NodeKind, { after, into }: Spot): FlowGraph {
  if (after) return connect(graph, { ...after, target: id });
  if (!into) return graph;
  return makeRoom(insertOnEdge(graph, into, id, kind.exits[0]?.id), id);
}

/** The first open exit of the selected block; a block whose exits all lead on just gets a neighbour. */
function behindSelected(state: DesignerState): Spot {
  const [id] = state.selected;
  if (id === undefined || state.selected.length > 1) return {};
  const taken = targetsOf(state.graph, id);
  const open = exitsOf(state, id).find((exit) => !taken.has(exit.id));
  return open ? { after: { source: id, exit: open.id } } : {};
}

/** Give the place in the middle of a path. */
export function middleOf(graph: FlowGraph, way: Way): Point {
  const from = findNode(graph, way.source)?.position ?? { x: 0, y: 0 };
  const to = findNode(graph, targetsOf(graph, way.source).get(way.exit) ?? "")?.position ?? from;
  return to.x - from.x > CARD_WIDTH
    ? { x: from.x + CARD_WIDTH + 60, y: (from.y + to.y) / 2 }
    : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

export function connectPath(store: DesignerStore, edge: FlowEdge): void {
  store.getState().change((graph) => connect(graph, edge));
}

export function disconnectPath(store: DesignerStore, way: Way): void {
  store.getState().change((graph) => disconnect(graph, way));
}

/** Change the config of a block; typing on in one field is one step to undo. */
export function configure(store: DesignerStore, id: string, config: Config, gesture: string): void {
  store.getState().change((graph) => setConfig(graph, id, config), gesture);
}

/** Delete what is selected: blocks, notes, or a path. */
export function deleteSelected(store: DesignerStore): void {
  const { selected, selectedPath, graph, change } = store.getState();
  if (selected.length > 0) {
    change((now) => remove(now, new Set(selected)));
    store.setState((state) => (state.panel === "inspector" ? { panel: null } : {}));
    return;
  }
  const path = graph.edges.find((edge) => edgeId(edge) === selectedPath);
  if (path) change((now) => disconnect(now, path));
}

export function duplicateSelected(store: DesignerStore): void {
  const state = store.getState();
  if (state.selected.length > 0) added(store, duplicate(state.graph, new Set(state.selected)));
}

function added(store: DesignerStore, { graph, ids }: Added): void {
  if (ids.length === 0) return;
  store.getState().change(() => graph);
  store.getState().select(ids);
}

/** Give the selection as text; null when nothing is selected. */
export function selectionAsText(state: DesignerState): string | null {
  if (state.selected.length === 0) return null;
  return writePart(cutOut(state.graph, new Set(state.selected)));
}

/** Add what some text holds; false when it holds no blocks. */
export function pasteText(store: DesignerStore, text: string, at?: Point): boolean {
  const state = store.getState();
  const part = state.mayEdit ? readPart(text, state.kinds) : null;
  if (part) added(store, paste(state.graph, part, at));
  return part !== null;
}

export function selectAll(store: DesignerStore): void {
  const { graph, select } = store.getState();
  select([...graph.nodes, ...graph.notes].map((item) => item.id));
}

/** Put every block at its tidy place. */
export function tidyUp(store: DesignerStore): void {
  const { canvas, change } = store.getState();
  const heights = new Map(canvas.map((item) => [item.id, item.measured?.height ?? 0]));
  change((graph) => tidy(graph, heights));
}

export function addNoteAt(store: DesignerStore, at: Point): void {
  added(store, addNote(store.getState().graph, at));
}
