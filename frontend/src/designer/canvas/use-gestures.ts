import { type NodeMouseHandler, useReactFlow, type Viewport } from "@xyflow/react";
import { type DragEvent, useMemo } from "react";
import { canConnect } from "../../graph/edges";
import type { CanvasNode } from "../store/canvas-nodes";
import { type DesignerStore, useDesignerStore } from "../store/store";
import { firstView } from "./first-view";
import { allowsDrop } from "./use-drop";

/**
 * What the pointer does on the canvas beside drawing and dropping.
 *
 * The functions stay the same ones: a new one would make the canvas draw every card anew, and the
 * canvas is drawn at every step of a drag.
 */
export function useGestures() {
  const store = useDesignerStore();
  const view = useReactFlow();
  return useMemo(
    () => ({
      ...menus(store),
      isValidConnection: ({ source, target }: { source: string; target: string }) =>
        canConnect(store.getState().graph, source, target),
      onDragOver: (event: DragEvent) => {
        if (allowsDrop(event)) event.preventDefault();
      },
      onInit: () => void view.setViewport(begin(store, view.getNodes())),
    }),
    [store, view],
  );
}

function begin(store: DesignerStore, nodes: Parameters<typeof firstView>[1]): Viewport {
  return firstView(store.getState().graph, nodes);
}

function menus(store: DesignerStore) {
  const onNodeDoubleClick: NodeMouseHandler<CanvasNode> = (_, node) => {
    if (node.type === "block") store.getState().openInspector(node.id);
  };
  const onNodeContextMenu: NodeMouseHandler<CanvasNode> = (event, { id }) => {
    event.preventDefault();
    store.getState().show({ menu: { id, screen: { x: event.clientX, y: event.clientY } } });
  };
  return { onNodeDoubleClick, onNodeContextMenu };
}
