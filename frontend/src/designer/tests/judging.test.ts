import { expect, test } from "vitest";
import { KINDS, SAY, sample } from "../../graph/tests/sample";
import type { NodeKind } from "../../graph/types";
import type { FlowApi, Tried } from "../api/flow-api";
import { sidesOf } from "../panels/judging";
import { offered } from "../parts/block-list";
import { judgeInTrial } from "../store/judging";
import { createDesignerStore } from "../store/store";
import { beginTrial, sayInTrial, skipWait } from "../store/trial";

const NO_TOKENS = { tokens_in: 0, tokens_out: 0 };
const WORDS = { newRun: "New", failed: "Failed" };
const STATE = {
  variables: {},
  run: 0,
  with_person: false,
  contact: {},
  ahead: 0,
} as Tried["state"];
const THROUGH: Tried = {
  replies: [],
  effects: [],
  steps: [],
  state: STATE,
  outcome: "allowed",
  kept: null,
  judged: null,
  policies: [],
};

function open(purpose: "flow" | "policy", tried: Partial<Tried>) {
  const requests: unknown[] = [];
  const store = createDesignerStore({
    kinds: [...KINDS.values()],
    draft: { revision: 1, graph: sample(), saved_at: "2026-01-01T10:00:00Z", saved_by: null },
    cards: null,
    language: "en",
    mayEdit: true,
    liveVersion: null,
    livePlaces: [],
    channels: [],
    purpose,
    name: "Sample",
  });
  const tryTurn = async (_graph: unknown, turn: unknown) => {
    requests.push(turn);
    return { ...THROUGH, ...tried };
  };
  return { store, requests, api: { tryTurn } as unknown as FlowApi };
}

test("a policy begins by listening", async () => {
  const { store, api, requests } = open("policy", {});
  await beginTrial(store, api, WORDS);
  expect(requests).toEqual([]);
});

test("changed words stand below their verdict, and the way is lit", async () => {
  const step = {
    node: "look",
    kind: "links",
    exit: "found",
    sentence: "",
    changed: {},
    ...NO_TOKENS,
  };
  const steps = [{ ...step, error: null, policy: null }];
  const { store, api, requests } = open("policy", { judged: "[card number]", steps });
  await judgeInTrial(store, api, WORDS, "4111", "message");
  const { lines, lit } = store.getState().trial;
  expect(lines).toEqual([
    { author: "visitor", text: "4111" },
    { author: "verdict", verdict: "changed" },
    { author: "visitor", text: "[card number]" },
  ]);
  expect(lit.has("look")).toBe(true);
  expect(requests).toMatchObject([{ side: "message", input: { text: "4111" } }]);
});

test("a stopped answer shows what is read instead", async () => {
  const replies: Tried["replies"] = [{ type: "text", text: "Not sure." } as never];
  const { store, api } = open("policy", { outcome: "blocked", replies });
  await judgeInTrial(store, api, WORDS, "42", "reply");
  expect(store.getState().trial.lines.map((line) => line.author)).toEqual([
    "bot",
    "verdict",
    "bot",
  ]);
});

test("around a flow, steps of policies light nothing and hidden words are gone", async () => {
  const step = {
    kind: "redact",
    exit: "next",
    sentence: "",
    changed: {},
    error: null,
    ...NO_TOKENS,
  };
  const steps = [
    { ...step, node: "menu", policy: "Hide card numbers" },
    { ...step, node: "hello", policy: null },
  ];
  const tried = { steps, kept: "[card number]", policies: ["Hide card numbers"] };
  const { store, api } = open("flow", { outcome: "waiting", ...tried });
  await sayInTrial(store, api, WORDS, { text: "4111" });
  const { lines, lit, policies, policyActed } = store.getState().trial;
  expect(policyActed).toBe(true);
  expect(lines).toEqual([{ author: "visitor", text: "[card number]" }]);
  expect([lit.has("menu"), lit.has("hello")]).toEqual([false, true]);
  expect(policies).toEqual(["Hide card numbers"]);
  expect(store.getState().trial.turns).toMatchObject([{ input: { text: "[card number]" } }]);
});

test("what a person answers is no part of a test, what a policy stops is", async () => {
  for (const [outcome, turns] of [
    ["muted", 0],
    ["blocked", 1],
  ] as const) {
    const { store, api } = open("flow", { outcome });
    await sayInTrial(store, api, WORDS, { text: "Hello?" });
    expect(store.getState().trial.turns).toHaveLength(turns);
  }
});

test("a policy that looked and found nothing has not acted", async () => {
  const step = { node: "x", policy: "Rule", sentence: "", changed: {}, error: null, ...NO_TOKENS };
  const steps = [
    { ...step, kind: "on_message", exit: "next" },
    { ...step, kind: "links", exit: "clear" },
  ];
  const { store, api } = open("flow", { outcome: "waiting", steps });
  await sayInTrial(store, api, WORDS, { text: "Hello" });
  expect(store.getState().trial.policyActed).toBe(false);
});

test("a skipped wait is asked for by its cause, and the clock is ahead from then on", async () => {
  const { store, api, requests } = open("flow", { state: { ...STATE, ahead: 7_200 } });
  await skipWait(store, api, WORDS);
  expect(requests).toMatchObject([{ cause: "timer", input: null }]);
  const [turn] = store.getState().trial.turns;
  expect(turn).toMatchObject({ cause: "timer", input: null });
  expect((turn?.at ?? 0) - Date.now() / 1000).toBeGreaterThan(7_000);
});

test("only blocks that fit the purpose are offered, and each beginning once", () => {
  const begin: NodeKind = { ...SAY, kind: "on_message", purposes: ["policy"] };
  const both: NodeKind = { ...SAY, kind: "condition", purposes: ["flow", "policy"] };
  const kinds = new Map([SAY, begin, both].map((kind) => [kind.kind, kind]));
  const offer = (graph = sample()) => offered(kinds, graph, "policy").map(({ kind }) => kind);
  expect(offer()).toEqual(["on_message", "condition"]);
  const beginning = { id: "b", kind: "on_message", position: { x: 0, y: 0 }, config: {} };
  expect(offer({ ...sample(), nodes: [beginning] })).toEqual(["condition"]);
});

test("a policy is asked about the sides that it looks at", () => {
  const beginning = { id: "b", kind: "before_reply", position: { x: 0, y: 0 }, config: {} };
  expect(sidesOf({ ...sample(), nodes: [beginning] })).toEqual(["reply"]);
  expect(sidesOf({ ...sample(), nodes: [] })).toEqual(["message"]);
});
