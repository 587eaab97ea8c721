import { back, EMPTY, forth, type Jump, remember } from "../../graph/history";
import type { FlowGraph } from "../../graph/types";
import { drawn } from "./canvas-nodes";
import type { DesignerState, DocumentSlice, Slice } from "./types";

/** The graph and its history. */
export const documentSlice: Slice<DocumentSlice> = (set) => ({
  graph: { schema: 1, name: "", variables: [], nodes: [], edges: [], notes: [] },
  history: EMPTY,
  change: (edit, gesture = null) =>
    set((state) => {
      const graph = state.mayEdit ? edit(state.graph) : state.graph;
      if (graph === state.graph) return {};
      const history = remember(state.history, state.graph, gesture, Date.now());
      return { ...become(state, graph), history };
    }),
  tidyEdges: (edit) =>
    set((state) => {
      const graph = state.mayEdit ? edit(state.graph) : state.graph;
      return graph === state.graph ? {} : become(state, graph);
    }),
  replace: (graph) =>
    set((state) => ({ graph, canvas: drawn(state.canvas, graph), history: EMPTY, selected: [] })),
  undo: () => set((state) => jump(state, back(state.history, state.graph))),
  redo: () => set((state) => jump(state, forth(state.history, state.graph))),
});

function become(state: DesignerState, graph: FlowGraph): Partial<DesignerState> {
  const canvas = drawn(state.canvas, graph);
  const there = new Set(canvas.map((item) => item.id));
  const selected = state.selected.filter((id) => there.has(id));
  const saveState = state.saveState === "conflict" ? "conflict" : "unsaved";
  return {
    graph,
    canvas,
    saveState,
    ...(selected.length < state.selected.length ? { selected } : {}),
  };
}

function jump(state: DesignerState, to: Jump): Partial<DesignerState> {
  if (!to || !state.mayEdit) return {};
  return { ...become(state, to.graph), history: to.history };
}
