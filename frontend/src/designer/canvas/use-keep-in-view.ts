import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { CARD_WIDTH } from "../../graph/types";
import { openBlock, panelOf } from "../store/selectors";
import { useDesigner, useDesignerStore } from "../store/store";

const MARGIN = 24;

/** A panel that opens takes room: the block it is about moves out from under it. */
export function useKeepInView(): void {
  const view = useReactFlow();
  const store = useDesignerStore();
  const panel = useDesigner(panelOf);
  const id = useDesigner((state) => openBlock(state)?.id);
  useEffect(() => {
    const block = openBlock(store.getState());
    const box = document.querySelector(".react-flow")?.getBoundingClientRect();
    if (panel !== "inspector" || !id || !block || !box) return;
    const { x, y, zoom } = view.getViewport();
    const end = (block.position.x + CARD_WIDTH) * zoom + x;
    const over = end - (visibleEnd(box) - box.left - MARGIN);
    if (over > 0) void view.setViewport({ x: x - over, y, zoom }, { duration: 180 });
  }, [panel, id, view, store]);
}

/** Where a narrow window's panel begins to cover the canvas, else the end of the canvas. */
function visibleEnd(canvas: DOMRect): number {
  const panel = document.querySelector("[data-side-panel]")?.getBoundingClientRect();
  return panel ? Math.min(canvas.right, panel.left) : canvas.right;
}
