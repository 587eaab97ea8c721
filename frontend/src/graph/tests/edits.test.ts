import { expect, test } from "vitest";
import { canConnect, connect, disconnect, insertOnEdge, positionOnPath } from "../edges";
import { findNode, targetsOf } from "../lookup";
import { addNode, mayAdd, move, positionAfter, remove, setConfig } from "../nodes";
import { addNote, setNote, withNoteIds } from "../notes";
import { SAY, sample } from "./sample";

test("a new block stands on the grid with a config that runs and an id of its own", () => {
  const { graph, ids } = addNode(sample(), SAY, { x: 33, y: 48 });
  const node = findNode(graph, ids[0] ?? "");
  expect(node).toMatchObject({ position: { x: 40, y: 40 }, config: { texts: [""] } });
  expect(new Set(graph.nodes.map((one) => one.id)).size).toBe(5);
});

test("a change leaves the old graph and all other blocks as they were", () => {
  const before = sample();
  const after = setConfig(before, "hello", { texts: ["Hi"] });
  expect(findNode(before, "hello")?.config).toEqual({ texts: ["Hello"] });
  expect(findNode(after, "bye")).toBe(findNode(before, "bye"));
  expect(after.edges).toBe(before.edges);
});

test("an exit has one path: a second one takes its place", () => {
  const graph = connect(sample(), { source: "hello", exit: "next", target: "bye" });
  expect(targetsOf(graph, "hello").get("next")).toBe("bye");
  expect(graph.edges).toHaveLength(3);
});

test("nothing leads to the start, and nothing to a block that does not exist", () => {
  const graph = sample();
  expect(canConnect(graph, "bye", "start")).toBe(false);
  expect(canConnect(graph, "bye", "nobody")).toBe(false);
  expect(connect(graph, { source: "bye", exit: "next", target: "start" })).toBe(graph);
});

test("a loop back to an earlier block is a legal path", () => {
  const graph = connect(sample(), { source: "bye", exit: "next", target: "menu" });
  expect(targetsOf(graph, "bye").get("next")).toBe("menu");
});

test("a removed path leaves its exit open", () => {
  const graph = disconnect(sample(), { source: "hello", exit: "next" });
  expect(targetsOf(graph, "hello").size).toBe(0);
});

test("a block dropped on a path stands between its two ends", () => {
  const { graph, ids } = addNode(sample(), SAY, { x: 480, y: 0 });
  const id = ids[0] ?? "";
  const wired = insertOnEdge(graph, { source: "hello", exit: "next" }, id, "next");
  expect(targetsOf(wired, "hello").get("next")).toBe(id);
  expect(targetsOf(wired, id).get("next")).toBe("menu");
});

test("a block dropped on a short path does not cover where it comes from", () => {
  const way = { source: "hello", exit: "next" };
  expect(positionOnPath(sample(), way, { x: 380, y: 30 })).toEqual({ x: 640, y: 0 });
  expect(positionOnPath(sample(), way, { x: 380, y: 400 })).toEqual({ x: 380, y: 400 });
});

test("removing a block removes every path that touched it", () => {
  const graph = remove(sample(), new Set(["menu"]));
  expect(graph.edges).toEqual([{ source: "start", exit: "next", target: "hello" }]);
});

test("moving to the same place is no change", () => {
  const graph = sample();
  expect(move(graph, new Map([["hello", { x: 320, y: 0 }]]))).toBe(graph);
  expect(findNode(move(graph, new Map([["hello", { x: 340, y: 0 }]])), "hello")?.position.x).toBe(
    340,
  );
});

test("a second start cannot be added", () => {
  expect(mayAdd(sample(), "start")).toBe(false);
  expect(mayAdd(sample(), "say")).toBe(true);
});

test("the place behind a block is free", () => {
  const graph = sample();
  const free = positionAfter(graph, "hello");
  const taken = graph.nodes.some(
    ({ position }) => Math.abs(position.x - free.x) < 260 && Math.abs(position.y - free.y) < 100,
  );
  expect(taken).toBe(false);
});

test("notes are written, and get an id where a file gave none", () => {
  const { graph, ids } = addNote(sample(), { x: 5, y: 5 });
  expect(setNote(graph, ids[0] ?? "", { text: "New" }).notes.at(-1)?.text).toBe("New");
  const bare = { ...sample(), notes: [{ text: "a", position: { x: 0, y: 0 } } as never] };
  expect(withNoteIds(bare).notes[0]?.id).toBeTruthy();
});
