import { type Connection, type FinalConnectionState, useReactFlow } from "@xyflow/react";
import { connectPath } from "../store/commands";
import { useDesignerStore } from "../store/store";

interface Wire {
  onConnect: (connection: Connection) => void;
  onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => void;
}

/** Drawing a path: to a block it connects, on empty canvas it asks which block to add there. */
export function useWire(): Wire {
  const store = useDesignerStore();
  const view = useReactFlow();
  return {
    onConnect: ({ source, sourceHandle, target }) => {
      if (sourceHandle) connectPath(store, { source, exit: sourceHandle, target });
    },
    onConnectEnd: (event, { isValid, fromHandle, toNode }) => {
      if (isValid || toNode || fromHandle?.type !== "source" || !fromHandle.id) return;
      const screen = pointOf(event);
      const drop = view.screenToFlowPosition(screen);
      const after = { source: fromHandle.nodeId, exit: fromHandle.id };
      store
        .getState()
        .show({ picker: { screen, spot: { at: { x: drop.x, y: drop.y - 20 }, after } } });
    },
  };
}

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}
