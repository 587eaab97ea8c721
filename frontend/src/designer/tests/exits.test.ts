import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { targetsOf } from "../../graph/lookup";
import { CHOICE, KINDS, sample } from "../../graph/tests/sample";
import type { Config, FlowGraph } from "../../graph/types";
import type { Cards, FlowApi } from "../api/flow-api";
import { configure, exitsOf } from "../store/commands";
import { followFacts } from "../store/facts";
import { createDesignerStore, type DesignerStore } from "../store/store";

const OTHER = { id: "other", label: "Anything else" };
const ONLY_NO: Config = { text: "", choices: [{ id: "choice_2", title: "No" }] };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The server's answer: each choice is an exit, as it is for the block of the sample. */
function cardsOf(graph: FlowGraph): Cards {
  const choices = (config: Config) => (config.choices ?? []) as { id: string; title: string }[];
  const cards = graph.nodes.map(({ id, kind, config }) => {
    const picks = choices(config).map((choice) => ({ id: choice.id, label: choice.title }));
    const exits = kind === "choice" ? [...picks, OTHER] : (KINDS.get(kind)?.exits ?? []);
    return [id, { label: kind, summary: "", exits }] as const;
  });
  return { nodes: Object.fromEntries(cards), findings: [], variables: [] };
}

function open() {
  const graph = sample();
  const store = createDesignerStore({
    kinds: [...KINDS.values()],
    draft: { revision: 1, graph, saved_at: "2026-01-01T10:00:00Z", saved_by: null },
    cards: cardsOf(graph),
    language: "en",
    mayEdit: true,
    liveVersion: null,
    livePlaces: [],
    channels: [],
    purpose: "flow",
    name: "Sample",
  });
  const cards = vi.fn(async (drawn: FlowGraph) => cardsOf(drawn));
  followFacts(store, { cards } as unknown as FlowApi);
  return { store, cards };
}

const idsOf = (store: DesignerStore) => exitsOf(store.getState(), "menu").map(({ id }) => id);
const pathsOf = (store: DesignerStore) => targetsOf(store.getState().graph, "menu").size;

test("blocks have the exits that the server gave them, from the first", () => {
  expect(idsOf(open().store)).toEqual(["choice_1", "choice_2", "other"]);
});

test("a removed button loses its exit and its path as soon as the server has answered", async () => {
  const { store } = open();
  await vi.runAllTimersAsync();
  configure(store, "menu", ONLY_NO, "menu.choices");
  expect(idsOf(store)).toEqual(["choice_1", "choice_2", "other"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(idsOf(store)).toEqual(["choice_2", "other"]);
  expect(pathsOf(store)).toBe(0);
});

test("taking it back brings button, exit and path in one step, before any answer", async () => {
  const { store } = open();
  configure(store, "menu", ONLY_NO, "menu.choices");
  await vi.runAllTimersAsync();
  store.getState().undo();
  expect(idsOf(store)).toContain("choice_1");
  expect(pathsOf(store)).toBe(1);
  await vi.runAllTimersAsync();
  expect(pathsOf(store)).toBe(1);
});

test("an answer that comes after it was taken back takes no path away", async () => {
  const { store, cards } = open();
  await vi.runAllTimersAsync();
  cards.mockImplementationOnce(
    (drawn) => new Promise((resolve) => setTimeout(() => resolve(cardsOf(drawn)), 100)),
  );
  configure(store, "menu", ONLY_NO, "menu.choices");
  await vi.advanceTimersByTimeAsync(50);
  store.getState().undo();
  await vi.advanceTimersByTimeAsync(60);
  expect(pathsOf(store)).toBe(1);
});

test("the first change is asked about at once, those that follow it when they pause", async () => {
  const { store, cards } = open();
  await vi.runAllTimersAsync();
  cards.mockClear();
  for (const title of ["H", "Hi", "Hi you"]) {
    configure(store, "menu", { ...CHOICE.default, text: title }, "menu.text");
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(cards).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(400);
  expect(cards).toHaveBeenCalledTimes(2);
});
