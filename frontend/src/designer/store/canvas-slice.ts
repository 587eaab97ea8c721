import { applyNodeChanges } from "@xyflow/react";
import { move } from "../../graph/nodes";
import type { Point } from "../../graph/types";
import { type CanvasNode, selecting } from "./canvas-nodes";
import type { CanvasSlice, DesignerState, Slice } from "./types";

/** What the canvas shows while a gesture goes on; the graph learns of it when it ends. */
export const canvasSlice: Slice<CanvasSlice> = (set, get) => ({
  canvas: [],
  selected: [],
  selectedPath: null,
  onNodes: (changes) => {
    const allowed = changes.filter((change) => change.type !== "remove");
    if (allowed.length === 0) return;
    set((state) => {
      const canvas = applyNodeChanges(allowed, state.canvas) as CanvasNode[];
      const picks = allowed.some((change) => change.type === "select");
      return picks ? { canvas, ...picked(canvas, state) } : { canvas };
    });
  },
  onEdges: (changes) => {
    for (const change of changes) {
      if (change.type !== "select") continue;
      if (change.selected) set({ selectedPath: change.id });
      else set((state) => (state.selectedPath === change.id ? { selectedPath: null } : {}));
    }
  },
  settle: () => get().change((graph) => move(graph, positionsOf(get().canvas))),
  select: (ids) =>
    set((state) => {
      const canvas = selecting(state.canvas, new Set(ids));
      return { canvas, ...picked(canvas, state), selectedPath: null };
    }),
});

function positionsOf(canvas: readonly CanvasNode[]): ReadonlyMap<string, Point> {
  return new Map(canvas.map((item) => [item.id, item.position]));
}

/** One block that was picked opens the inspector, unless the draft is being tried. */
function picked(canvas: readonly CanvasNode[], state: DesignerState): Partial<DesignerState> {
  const chosen = canvas.filter((item) => item.selected);
  const selected = chosen.map((item) => item.id);
  const opens = chosen.length === 1 && chosen[0]?.type === "block" && state.panel === null;
  return opens ? { selected, panel: "inspector" } : { selected };
}
