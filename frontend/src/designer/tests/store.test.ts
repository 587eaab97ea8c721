import { expect, test } from "vitest";
import { targetsOf } from "../../graph/lookup";
import { KINDS, SAY, sample } from "../../graph/tests/sample";
import { spelled } from "../parts/hotkeys";
import { addBlock, configure, deleteSelected, pasteText, selectionAsText } from "../store/commands";
import { createDesignerStore } from "../store/store";

function open(mayEdit = true) {
  return createDesignerStore({
    kinds: [...KINDS.values()],
    draft: { revision: 1, graph: sample(), saved_at: "2026-01-01T10:00:00Z", saved_by: null },
    cards: null,
    language: "en",
    mayEdit,
    liveVersion: null,
    livePlaces: [],
    channels: [],
    purpose: "flow",
    name: "Sample",
  });
}

test("a block is added behind the selected one, wired, open and selected", () => {
  const store = open();
  store.getState().select(["bye"]);
  addBlock(store, SAY);
  const { selected, panel, graph, saveState } = store.getState();
  expect(targetsOf(graph, "bye").get("next")).toBe(selected[0]);
  expect([panel, saveState]).toEqual(["inspector", "unsaved"]);
});

test("undo and redo bring graph and canvas back together", () => {
  const store = open();
  const before = store.getState().graph;
  addBlock(store, SAY, { at: { x: 0, y: 400 } });
  store.getState().undo();
  expect(store.getState().graph).toBe(before);
  expect(store.getState().canvas).toHaveLength(5);
  expect(store.getState().selected).toEqual([]);
  store.getState().redo();
  expect(store.getState().canvas).toHaveLength(6);
});

test("dragging thirty blocks is one step, whatever happened on the way", () => {
  const store = open();
  for (const x of [10, 20, 40]) {
    const changes = ["hello", "menu"].map((id) => ({
      id,
      type: "position" as const,
      position: { x, y: 0 },
    }));
    store.getState().onNodes(changes);
  }
  expect(store.getState().history.past).toHaveLength(0);
  store.getState().settle();
  expect(store.getState().history.past).toHaveLength(1);
  store.getState().settle();
  expect(store.getState().history.past).toHaveLength(1);
});

test("typing changes only the card of that block", () => {
  const store = open();
  const before = new Map(store.getState().canvas.map((item) => [item.id, item]));
  configure(store, "hello", { texts: ["Hi"] }, "hello.texts");
  const changed = store.getState().canvas.filter((item) => before.get(item.id) !== item);
  expect(changed.map((item) => item.id)).toEqual(["hello"]);
});

test("cut and paste go through text, also into another flow", () => {
  const [store, other] = [open(), open()];
  store.getState().select(["hello", "menu"]);
  const text = selectionAsText(store.getState()) ?? "";
  deleteSelected(store);
  expect(store.getState().graph.nodes).toHaveLength(2);
  expect(pasteText(other, text)).toBe(true);
  expect(other.getState().selected).toHaveLength(2);
  expect(other.getState().graph.nodes).toHaveLength(6);
});

test("who may only read changes nothing", () => {
  const store = open(false);
  const before = store.getState().graph;
  addBlock(store, SAY);
  store.getState().select(["hello"]);
  deleteSelected(store);
  expect(store.getState().graph).toBe(before);
});

test("keys are spelled as the table writes them", () => {
  const press = (key: string, extra = {}) =>
    spelled({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...extra });
  expect(press("z", { ctrlKey: true })).toBe("Mod+Z");
  expect(press("Z", { metaKey: true, shiftKey: true })).toBe("Mod+Shift+Z");
  expect(press("?", { shiftKey: true })).toBe("?");
});
