/** Changes of paths. */

import { findNode, targetsOf } from "./lookup";
import { begins, CARD_WIDTH, type FlowEdge, type FlowGraph, GRID, type Point } from "./types";

type Way = Pick<FlowEdge, "source" | "exit">;

const isWay = (edge: FlowEdge, way: Way) => edge.source === way.source && edge.exit === way.exit;

/** May a path lead from one block to another? Nothing leads to the start. */
export function canConnect(graph: FlowGraph, source: string, target: string): boolean {
  const to = findNode(graph, target);
  return findNode(graph, source) !== undefined && to !== undefined && !begins(to.kind);
}

/** Lead an exit to a block; the path it had before goes. */
export function connect(graph: FlowGraph, edge: FlowEdge): FlowGraph {
  if (!canConnect(graph, edge.source, edge.target)) return graph;
  const { source, exit, target } = edge;
  if (targetsOf(graph, source).get(exit) === target) return graph;
  const others = graph.edges.filter((other) => !isWay(other, edge));
  return { ...graph, edges: [...others, { source, exit, target }] };
}

/** Take the path of an exit away. */
export function disconnect(graph: FlowGraph, way: Way): FlowGraph {
  return { ...graph, edges: graph.edges.filter((edge) => !isWay(edge, way)) };
}

const ROOM = CARD_WIDTH + 3 * GRID;
const NEAR = 6 * GRID;

/** Give the place of a new block on a path: beside its source and level with it, when close by. */
export function positionOnPath(graph: FlowGraph, way: Way, at: Point): Point {
  const from = findNode(graph, way.source)?.position;
  if (!from || at.x < from.x || Math.abs(at.y - from.y) > NEAR) return at;
  return { x: Math.max(at.x, from.x + ROOM), y: from.y };
}

/**
 * Put a block into the middle of a path: the exit leads to it, its own `exit` leads on.
 *
 * A block without an exit ends the path there.
 */
export function insertOnEdge(
  graph: FlowGraph,
  way: Way,
  id: string,
  exit: string | undefined,
): FlowGraph {
  const target = targetsOf(graph, way.source).get(way.exit);
  if (target === undefined || target === id) return graph;
  const led = connect(graph, { ...way, target: id });
  return exit === undefined ? led : connect(led, { source: id, exit, target });
}

/** Push what stands at the right of a place out of the way of a new block there. */
export function makeRoom(graph: FlowGraph, id: string): FlowGraph {
  const added = findNode(graph, id);
  if (!added) return graph;
  const { x, y } = added.position;
  const inTheWay = (node: { id: string; position: { x: number; y: number } }) =>
    node.id !== id &&
    Math.abs(node.position.y - y) < 10 * GRID &&
    Math.abs(node.position.x - x) < CARD_WIDTH;
  if (!graph.nodes.some(inTheWay)) return graph;
  const nodes = graph.nodes.map((node) =>
    node.id !== id && node.position.x >= x - GRID
      ? { ...node, position: { x: node.position.x + ROOM, y: node.position.y } }
      : node,
  );
  return { ...graph, nodes };
}
