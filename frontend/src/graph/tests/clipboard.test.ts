import { expect, test } from "vitest";
import { cutOut, duplicate, paste, readPart, writePart } from "../clipboard";
import { targetsOf } from "../lookup";
import { KINDS, sample } from "./sample";

test("a copy travels as text with the paths between its blocks", () => {
  const text = writePart(cutOut(sample(), new Set(["hello", "menu", "note_1"])));
  const part = readPart(text, KINDS);
  expect(part?.nodes.map((node) => node.id)).toEqual(["hello", "menu"]);
  expect(part?.edges).toEqual([{ source: "hello", exit: "next", target: "menu" }]);
  expect(part?.notes).toHaveLength(1);
});

test("a pasted part has new ids, and its paths follow", () => {
  const { graph, ids } = duplicate(sample(), new Set(["hello", "menu"]));
  const [hello, menu] = ids;
  expect(new Set(graph.nodes.map((node) => node.id)).size).toBe(6);
  expect(targetsOf(graph, hello ?? "").get("next")).toBe(menu);
});

test("a second start is not pasted", () => {
  const { graph } = paste(sample(), cutOut(sample(), new Set(["start", "hello"])));
  expect(graph.nodes.filter((node) => node.kind === "start")).toHaveLength(1);
});

test("text that is no part of a flow is left alone", () => {
  for (const text of [
    "hello",
    "{}",
    "[1]",
    '{"nodes":[{"id":1}]}',
    '{"nodes":[null],"edges":[null]}',
  ]) {
    expect(readPart(text, KINDS)).toBeNull();
  }
});
