import { expect, test } from "vitest";
import { differenceOf, sameJson } from "../difference";
import { back, EMPTY, forth, remember } from "../history";
import { tidy } from "../layout";
import { move, remove, setConfig } from "../nodes";
import { inOrder, neighbour } from "../order";
import { piecesOf, readable } from "../template";
import { sample } from "./sample";

test("a step goes back and forth to the very same graph", () => {
  const [before, now] = [sample(), sample()];
  const undone = back(remember(EMPTY, before, null, 0), now);
  expect(undone?.graph).toBe(before);
  expect(forth(undone?.history ?? EMPTY, before)?.graph).toBe(now);
});

test("typing on in one field is one step; a pause or another field begins a new one", () => {
  let history = remember(EMPTY, sample(), "hello.texts", 0);
  history = remember(history, sample(), "hello.texts", 400);
  expect(history.past).toHaveLength(1);
  history = remember(history, sample(), "bye.texts", 500);
  history = remember(history, sample(), "bye.texts", 3_000);
  expect(history.past).toHaveLength(3);
});

test("a new change forgets what was undone", () => {
  const undone = back(remember(EMPTY, sample(), null, 0), sample());
  const history = remember(undone?.history ?? EMPTY, sample(), null, 1);
  expect(forth(history, sample())).toBeNull();
});

test("a difference names blocks; moving alone is none", () => {
  const before = sample();
  const after = setConfig(remove(before, new Set(["bye"])), "hello", { texts: ["Hi"] });
  const found = differenceOf(before, move(after, new Map([["menu", { x: 0, y: 400 }]])));
  expect(found.changed.map((node) => node.id)).toEqual(["hello"]);
  expect(found.removed.map((node) => node.id)).toEqual(["bye"]);
  expect(found.added).toEqual([]);
  expect(found.paths).toBe(1);
});

test("the order of keys makes no difference", () => {
  expect(sameJson({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
  expect(sameJson({ a: 1 }, { a: 1, b: undefined })).toBe(false);
});

test("tidying puts every block on the grid, left before right, none on another", () => {
  const heap = move(sample(), new Map(sample().nodes.map(({ id }) => [id, { x: 0, y: 0 }])));
  const { nodes } = tidy(heap, new Map());
  const xs = nodes.map(({ position }) => position.x);
  expect([...xs].sort((one, other) => one - other)).toEqual(xs);
  expect(new Set(xs).size).toBe(4);
  for (const { position } of nodes)
    expect([position.x % 20, position.y % 20].map(Math.abs)).toEqual([0, 0]);
});

test("a note goes along with the block that it stands at when all is tidied", () => {
  const note = { id: "note_1", text: "Here", position: { x: 20, y: 940 } };
  const nodes = sample().nodes.map((node) =>
    node.id === "bye" ? { ...node, position: { x: 0, y: 1000 } } : node,
  );
  const { nodes: tidied, notes } = tidy({ ...sample(), nodes, notes: [note] }, new Map());
  const at = tidied.find(({ id }) => id === "bye")?.position;
  expect(notes[0]?.position).toEqual({ x: (at?.x ?? 0) + 20, y: (at?.y ?? 0) - 60 });
});

test("blocks are listed as a visitor meets them, lost ones last", () => {
  const graph = sample();
  const shuffled = { ...graph, nodes: [...graph.nodes].reverse() };
  expect(inOrder(shuffled).map((node) => node.id)).toEqual(["start", "hello", "menu", "bye"]);
  expect(inOrder({ ...shuffled, edges: [] })[0]?.id).toBe("start");
});

test("arrows walk to the nearest block in their direction", () => {
  expect(neighbour(sample(), "hello", "right")).toBe("menu");
  expect(neighbour(sample(), "hello", "left")).toBe("start");
  expect(neighbour(sample(), "hello", "down")).toBeUndefined();
});

test("a template falls into words and values and can be put together again", () => {
  const template = "Order {{ order_number }} is {% if late %}late{% endif %}.";
  const pieces = piecesOf(template);
  expect(pieces.map((piece) => piece.raw).join("")).toBe(template);
  expect(pieces[1]).toMatchObject({ kind: "value", shown: "order number" });
  expect(readable(template)).not.toMatch(/[{}]/);
});
