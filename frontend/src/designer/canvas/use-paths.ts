import type { Edge } from "@xyflow/react";
import { useMemo } from "react";
import { edgeId } from "../../graph/lookup";
import type { FlowEdge } from "../../graph/types";
import { graphOf, litOf } from "../store/selectors";
import { useDesigner } from "../store/store";
import type { DesignerState } from "../store/types";

const drawnPaths = new WeakMap<FlowEdge, Edge>();
const edgesOf = (state: DesignerState) => graphOf(state).edges;
const selectedOf = (state: DesignerState) => state.selectedPath;

/** The paths as the canvas library wants them; a path that did not change stays the same object. */
export function usePaths(): Edge[] {
  const edges = useDesigner(edgesOf);
  const selected = useDesigner(selectedOf);
  const lit = useDesigner(litOf);
  return useMemo(
    () =>
      edges.map((edge) => {
        const path = plainPath(edge);
        const marked = path.id === selected || lit.has(path.id);
        if (!marked) return path;
        return {
          ...path,
          selected: path.id === selected,
          className: lit.has(path.id) ? "lit" : "",
        };
      }),
    [edges, selected, lit],
  );
}

function plainPath(edge: FlowEdge): Edge {
  const known = drawnPaths.get(edge);
  if (known) return known;
  const path = {
    id: edgeId(edge),
    type: "path",
    source: edge.source,
    sourceHandle: edge.exit,
    target: edge.target,
    interactionWidth: 24,
  };
  drawnPaths.set(edge, path);
  return path;
}
