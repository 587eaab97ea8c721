import { type Connection, type FinalConnectionState, useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { canConnect } from "../../graph/edges";
import type { Point } from "../../graph/types";
import { showToast } from "../../ui/toast-store";
import { connectPath } from "../store/commands";
import { type DesignerStore, useDesignerStore } from "../store/store";
import type { Way } from "../store/types";

interface Wire {
  onConnect: (connection: Connection) => void;
  onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => void;
}

/** Drawing a path: onto a block it connects, on empty canvas it asks which block to add there. */
export function useWire(): Wire {
  const store = useDesignerStore();
  const view = useReactFlow();
  const { t } = useTranslation("designer");
  return useMemo(
    () => ({
      onConnect: ({ source, sourceHandle, target }) => {
        if (sourceHandle) connectPath(store, { source, exit: sourceHandle, target });
      },
      onConnectEnd: (event, { isValid, fromHandle, toNode }) => {
        if (isValid || toNode || fromHandle?.type !== "source" || !fromHandle.id) return;
        const screen = pointOf(event);
        const after = { source: fromHandle.nodeId, exit: fromHandle.id };
        const target = blockAt(screen);
        if (target) return lead(store, after, target, t("path.refused"));
        const drop = view.screenToFlowPosition(screen);
        const spot = { at: { x: drop.x, y: drop.y - 20 }, after };
        store.getState().show({ picker: { screen, spot } });
      },
    }),
    [store, view, t],
  );
}

/** Connect to the block that the path was dropped on, or say why not. */
function lead(store: DesignerStore, way: Way, target: string, refusal: string): void {
  if (target === way.source) return;
  if (canConnect(store.getState().graph, way.source, target))
    connectPath(store, { ...way, target });
  else showToast(refusal);
}

/** The block under the pointer: its whole card takes a path, not only its dot. */
function blockAt({ x, y }: Point): string | undefined {
  const card = document.elementFromPoint(x, y)?.closest<HTMLElement>(".react-flow__node-block");
  return card?.dataset.id;
}

function pointOf(event: MouseEvent | TouchEvent): Point {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}
