import { useReactFlow } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { edgeId, findNode } from "../../graph/lookup";
import { IconButton } from "../../ui/icon-button";
import { disconnectPath, exitsOf, middleOf } from "../store/commands";
import { mayEdit } from "../store/selectors";
import { useDesigner, useDesignerStore } from "../store/store";
import type { DesignerState } from "../store/types";

const selectedEdge = ({ graph, selectedPath }: DesignerState) =>
  selectedPath === null ? undefined : graph.edges.find((edge) => edgeId(edge) === selectedPath);

/** The name of the selected path, and what can be done with it, beside its middle. */
export function PathTools() {
  const { t } = useTranslation("designer");
  const store = useDesignerStore();
  const view = useReactFlow();
  const edge = useDesigner(selectedEdge);
  const editing = useDesigner(mayEdit);
  if (!edge) return null;
  const state = store.getState();
  const at = middleOfWire(state, edge.source, edge.target);
  const exit = exitsOf(state, edge.source).find(({ id }) => id === edge.exit);
  const insert = () => {
    const screen = view.flowToScreenPosition(at);
    state.show({ picker: { screen, spot: { into: edge, at: middleOf(state.graph, edge) } } });
  };
  return (
    <div
      className="floating nodrag nopan pointer-events-auto absolute z-10 flex -translate-x-1/2 -translate-y-1/2 items-center gap-1 ps-3 text-xs"
      style={{ left: at.x, top: at.y }}
    >
      <span className="max-w-40 truncate">{exit?.label ?? edge.exit}</span>
      {editing && <IconButton icon="add" label={t("path.insert")} onClick={insert} />}
      {editing && (
        <IconButton
          icon="delete"
          label={t("path.remove")}
          keys="Delete"
          onClick={() => disconnectPath(store, edge)}
        />
      )}
    </div>
  );
}

function middleOfWire({ graph }: DesignerState, source: string, target: string) {
  const from = findNode(graph, source)?.position ?? { x: 0, y: 0 };
  const to = findNode(graph, target)?.position ?? from;
  return { x: (from.x + 260 + to.x) / 2, y: (from.y + to.y) / 2 + 60 };
}
