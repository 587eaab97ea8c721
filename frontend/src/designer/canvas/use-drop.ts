import { useReactFlow } from "@xyflow/react";
import { type DragEvent, useCallback } from "react";
import { edgeId } from "../../graph/lookup";
import { CARD_WIDTH } from "../../graph/types";
import { addBlock } from "../store/commands";
import { useDesignerStore } from "../store/store";

/** What a dragged entry of the palette carries: the name of its kind. */
export const DRAGGED_KIND = "application/x-xin-block";

export const allowsDrop = (event: DragEvent) => event.dataTransfer.types.includes(DRAGGED_KIND);

/** A block from the palette lands where it is dropped; dropped on a path it goes into the path. */
export function useDrop(): (event: DragEvent) => void {
  const store = useDesignerStore();
  const view = useReactFlow();
  return useCallback(
    (event: DragEvent) => {
      const state = store.getState();
      const kind = state.kinds.get(event.dataTransfer.getData(DRAGGED_KIND));
      if (!kind) return;
      event.preventDefault();
      const point = { x: event.clientX, y: event.clientY };
      const id = pathAt(point);
      const into = state.graph.edges.find((edge) => edgeId(edge) === id);
      const { x, y } = view.screenToFlowPosition(point);
      const at = { x: x - CARD_WIDTH / 2, y: y - 20 };
      addBlock(store, kind, into ? { at, into } : { at });
    },
    [store, view],
  );
}

function pathAt({ x, y }: { x: number; y: number }): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const path = element.closest<HTMLElement>(".react-flow__edge");
    if (path) return path.dataset.id ?? null;
  }
  return null;
}
