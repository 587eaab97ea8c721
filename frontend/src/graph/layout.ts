/** Tidy up: blocks from left to right in layers, few crossings, all on the grid. */

import dagre from "@dagrejs/dagre";
import { move, snapped } from "./nodes";
import { CARD_WIDTH, type FlowGraph, type FlowNode, GRID, type Point } from "./types";

/** What the layout tells of a block: its middle and its size. */
interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/**
 * Give the graph with every block at its tidy place; `heights` are those of the cards, in pixels.
 *
 * A note goes along with the block that it stands nearest to.
 */
export function tidy(graph: FlowGraph, heights: ReadonlyMap<string, number>): FlowGraph {
  const drawing = new dagre.graphlib.Graph();
  drawing.setGraph({ rankdir: "LR", nodesep: 2 * GRID, ranksep: 4 * GRID });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) {
    drawing.setNode(id, { width: CARD_WIDTH, height: heights.get(id) ?? CARD_WIDTH / 2 });
  }
  for (const { source, target } of graph.edges) {
    if (drawing.hasNode(source) && drawing.hasNode(target)) drawing.setEdge(source, target);
  }
  dagre.layout(drawing);
  const blocks = positions(graph, drawing);
  return move(graph, new Map([...blocks, ...alongWith(blocks, graph)]));
}

function alongWith(blocks: ReadonlyMap<string, Point>, graph: FlowGraph): [string, Point][] {
  return graph.notes.flatMap(({ id, position }) => {
    const near = nearest(graph, position);
    const to = near && blocks.get(near.id);
    if (!to) return [];
    const { x, y } = near.position;
    return [[id, { x: position.x + to.x - x, y: position.y + to.y - y }]];
  });
}

function nearest({ nodes }: FlowGraph, { x, y }: Point): FlowNode | undefined {
  const away = ({ position }: FlowNode) => Math.hypot(position.x - x, position.y - y);
  return [...nodes].sort((one, other) => away(one) - away(other))[0];
}

function positions(graph: FlowGraph, drawing: InstanceType<typeof dagre.graphlib.Graph>) {
  return new Map<string, Point>(
    graph.nodes.map(({ id }) => {
      const { x, y, width, height } = drawing.node(id) as Box;
      return [id, snapped({ x: x - width / 2, y: y - height / 2 })];
    }),
  );
}
