import { beforeEach, expect, test, vi } from "vitest";
import { sample } from "../../graph/tests/sample";
import type { FlowApi } from "../api/flow-api";
import { followFacts } from "../store/facts";
import { createDesignerStore } from "../store/store";

const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});

function open(following = "") {
  const names = { telegram: "Telegram", whatsapp: "WhatsApp" };
  return createDesignerStore({
    kinds: [],
    draft: { revision: 1, graph: sample(), saved_at: "", saved_by: null },
    cards: null,
    language: "en",
    mayEdit: true,
    liveVersion: null,
    livePlaces: [],
    channels: Object.entries(names).map(([kind, name]) => ({
      kind,
      name,
      follows: kind === following,
    })),
    purpose: "flow",
    name: "Sample",
  });
}

test("channels that follow the flow are checked for, and those chosen in another flow", () => {
  expect(open().getState().checkedFor).toEqual([]);
  open().getState().checkFor(["whatsapp"]);
  expect(open("telegram").getState().checkedFor).toEqual(["telegram", "whatsapp"]);
});

test("a choice that nobody can read, or of a channel that is gone, is no choice", () => {
  for (const written of ["{", '"whatsapp"', '["fax"]', "null"]) {
    stored.set("xin-check-for", written);
    expect(open().getState().checkedFor).toEqual([]);
  }
});

test("another choice asks for the problems anew", async () => {
  vi.useFakeTimers();
  const store = open();
  const cards = vi.fn().mockResolvedValue({ nodes: {}, findings: [], variables: [] });
  const stop = followFacts(store, { cards } as unknown as FlowApi);
  store.getState().checkFor(["telegram"]);
  await vi.runAllTimersAsync();
  expect(cards.mock.calls.map(([, channels]) => channels)).toEqual([[], ["telegram"]]);
  stop();
  vi.useRealTimers();
});
