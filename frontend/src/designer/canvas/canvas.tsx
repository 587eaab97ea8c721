import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  useConnection,
  useStore,
  ViewportPortal,
} from "@xyflow/react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { GRID } from "../../graph/types";
import { classes } from "../../ui/classes";
import { mayEdit } from "../store/selectors";
import { useDesigner } from "../store/store";
import type { DesignerState } from "../store/types";
import { BlockCard } from "./block-card";
import { BlockMenu } from "./block-menu";
import { BlockPicker } from "./block-picker";
import { CanvasTools } from "./canvas-tools";
import { NoteCard } from "./note-card";
import { Path } from "./path";
import { PathTools } from "./path-tools";
import { useDrop } from "./use-drop";
import { useGestures } from "./use-gestures";
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

const inProgress = (connection: { inProgress: boolean }) => connection.inProgress;

/** Blocks, notes and paths, to look at and to draw. */
export function Canvas() {
  const { t } = useTranslation("designer");
  const editing = useDesigner(mayEdit);
  const far = useStore(distance);
  const wiring = useConnection(inProgress) && "connecting";
  const gestures = useGestures();
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
      {...gestures}
      {...wire}
      onDrop={onDrop}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      nodesDraggable={editing}
      nodesConnectable={editing}
      edgesFocusable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      snapToGrid
      snapGrid={SNAP}
      minZoom={0.1}
      maxZoom={2}
      panOnScroll
      onlyRenderVisibleElements
      elevateNodesOnSelect={false}
      ariaLabelConfig={labels}
      className={classes(far, wiring)}
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
