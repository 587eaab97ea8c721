import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  useStore,
  ViewportPortal,
} from "@xyflow/react";
import { type DragEvent, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { canConnect } from "../../graph/edges";
import { GRID } from "../../graph/types";
import { classes } from "../../ui/classes";
import { graphOf, mayEdit } from "../selectors";
import { useDesigner, useDesignerStore } from "../store/store";
import type { DesignerState } from "../store/types";
import { BlockCard } from "./block-card";
import { BlockMenu } from "./block-menu";
import { BlockPicker } from "./block-picker";
import { CanvasTools } from "./canvas-tools";
import { firstView } from "./first-view";
import { NoteCard } from "./note-card";
import { Path } from "./path";
import { PathTools } from "./path-tools";
import { allowsDrop, useDrop } from "./use-drop";
import { useKeepInView } from "./use-keep-in-view";
import { usePaths } from "./use-paths";
import { useWire } from "./use-wire";

const NODE_TYPES = { block: BlockCard, note: NoteCard };
const EDGE_TYPES = { path: Path };
const SNAP: [number, number] = [GRID, GRID];
const FAR = 0.5;
const VERY_FAR = 0.25;

const canvasOf = (state: DesignerState) => state.canvas;
const onNodesOf = (state: DesignerState) => state.onNodes;
const onEdgesOf = (state: DesignerState) => state.onEdges;
const settleOf = (state: DesignerState) => state.settle;
const minimapOf = (state: DesignerState) => state.minimap;
const distance = (state: { transform: [number, number, number] }) =>
  state.transform[2] < VERY_FAR ? "far very-far" : state.transform[2] < FAR ? "far" : "";

/** Blocks, notes and paths, to look at and to draw. */
export function Canvas() {
  const { t } = useTranslation("designer");
  const store = useDesignerStore();
  const editing = useDesigner(mayEdit);
  const far = useStore(distance);
  const wire = useWire();
  const onDrop = useDrop();
  useKeepInView();
  const labels = useMemo(() => ({ "handle.ariaLabel": t("card.dot") }), [t]);
  return (
    <ReactFlow
      nodes={useDesigner(canvasOf)}
      edges={usePaths()}
      onNodesChange={useDesigner(onNodesOf)}
      onEdgesChange={useDesigner(onEdgesOf)}
      onNodeDragStop={useDesigner(settleOf)}
      onSelectionDragStop={useDesigner(settleOf)}
      onNodeDoubleClick={(_, node) =>
        node.type === "block" && store.getState().openInspector(node.id)
      }
      onNodeContextMenu={(event, node) => {
        event.preventDefault();
        store
          .getState()
          .show({ menu: { id: node.id, screen: { x: event.clientX, y: event.clientY } } });
      }}
      isValidConnection={({ source, target }) =>
        canConnect(graphOf(store.getState()), source, target)
      }
      {...wire}
      onDrop={onDrop}
      onDragOver={(event: DragEvent) => allowsDrop(event) && event.preventDefault()}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      nodesDraggable={editing}
      nodesConnectable={editing}
      edgesFocusable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      snapToGrid
      snapGrid={SNAP}
      onInit={(view) => void view.setViewport(firstView(store.getState().graph, view.getNodes()))}
      minZoom={0.1}
      maxZoom={2}
      panOnScroll
      onlyRenderVisibleElements
      elevateNodesOnSelect={false}
      ariaLabelConfig={labels}
      className={classes(far)}
    >
      <Background variant={BackgroundVariant.Dots} gap={GRID} size={1.5} />
      {useDesigner(minimapOf) && <MiniMap pannable zoomable ariaLabel={t("canvas.minimap")} />}
      <ViewportPortal>
        <PathTools />
      </ViewportPortal>
      <CanvasTools />
      <BlockPicker />
      <BlockMenu />
    </ReactFlow>
  );
}
