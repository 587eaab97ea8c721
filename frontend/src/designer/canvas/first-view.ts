import { getNodesBounds, getViewportForBounds, type Node, type Viewport } from "@xyflow/react";
import { begins, type FlowGraph } from "../../graph/types";

const READABLE = 0.7;
const PADDING = 0.08;
const FROM_EDGE = 60;

/** The whole flow where its words can be read so; else its beginning. */
export function firstView(graph: FlowGraph, nodes: Node[]): Viewport {
  const box = document.querySelector(".react-flow")?.getBoundingClientRect();
  const { width, height } = box ?? { width: 800, height: 600 };
  const whole = getViewportForBounds(getNodesBounds(nodes), width, height, 0.1, 1, PADDING);
  if (whole.zoom >= READABLE) return whole;
  const { x, y } = graph.nodes.find((node) => begins(node.kind))?.position ?? { x: 0, y: 0 };
  return { x: FROM_EDGE - x * READABLE, y: height / 2 - (y + 80) * READABLE, zoom: READABLE };
}
