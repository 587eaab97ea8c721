/** Trying the draft: each turn carries the graph as it is on the screen. */

import { ApiError } from "../../api/errors";
import { edgeId } from "../../graph/lookup";
import { begins } from "../../graph/types";
import type { FlowApi, Tried, TryInput } from "../api/flow-api";
import type { ScriptInput, TrialTurn } from "../api/script";
import type { DesignerStore } from "./store";
import type { Trial, TrialLine } from "./types";

const BEFORE: Partial<Trial> = {
  lines: [],
  steps: [],
  state: null,
  outcome: null,
  failure: "",
  policies: [],
  policyActed: false,
  turns: [],
  lit: new Set(),
  at: null,
};

/** Words of the screen that lines of the trial need. */
export interface TrialWords {
  newRun: string;
  failed: string;
}

/** Begin from the start with the draft as it is now; a policy only begins to listen. */
export async function beginTrial(store: DesignerStore, api: FlowApi, words: TrialWords) {
  store.getState().setTrial({ ...BEFORE, begunWith: store.getState().graph });
  if (store.getState().purpose === "policy") return;
  await turn(store, api, words, { state: null, input: null });
}

/** Say something as the visitor. */
export async function sayInTrial(
  store: DesignerStore,
  api: FlowApi,
  words: TrialWords,
  input: NonNullable<TryInput["input"]> & { text: string },
) {
  const { trial, setTrial } = store.getState();
  if (trial.busy) return;
  setTrial({
    lines: [...chosen(trial.lines, input.choice), { author: "visitor", text: input.text }],
  });
  await turn(store, api, words, { state: trial.state, input });
}

/** Give a chat that a person holds back to the bot. */
export async function returnToBot(store: DesignerStore, api: FlowApi, words: TrialWords) {
  await turn(store, api, words, {
    state: store.getState().trial.state,
    input: null,
    cause: "returned",
  });
}

/** Let the time pass that the flow waits. */
export async function skipWait(store: DesignerStore, api: FlowApi, words: TrialWords) {
  await turn(store, api, words, {
    state: store.getState().trial.state,
    input: null,
    cause: "timer",
  });
}

function chosen(
  lines: readonly TrialLine[],
  choice: string | null | undefined,
): readonly TrialLine[] {
  return lines.map((line, index) =>
    line.author === "bot" && index === lines.length - 1 && choice
      ? { ...line, chosen: choice }
      : line,
  );
}

async function turn(
  store: DesignerStore,
  api: FlowApi,
  words: TrialWords,
  request: Omit<TryInput, "language">,
) {
  const { graph, editedLanguage, setTrial } = store.getState();
  setTrial({ busy: true, failure: "" });
  try {
    const tried = await api.tryTurn(graph, { ...request, language: editedLanguage });
    const { trial } = store.getState();
    setTrial({
      ...after(trial, tried, words),
      turns: [...trial.turns, ...turnsIn(request, tried)],
    });
  } catch (error) {
    setTrial({ failure: sentenceOf(error, words) });
  }
  setTrial({ busy: false });
}

/** Note what was done, in words as they are kept; where a person answers, the bot has no part. */
function turnsIn(
  request: Omit<TryInput, "language">,
  { outcome, state, kept }: Tried,
): TrialTurn[] {
  if (outcome === "muted") return [];
  const sent = (request.input as ScriptInput | null | undefined) ?? null;
  const input = sent && typeof kept === "string" ? { text: kept } : sent;
  const at = Date.now() / 1000 + state.ahead;
  return [{ cause: request.cause ?? (input ? "message" : "opened"), input, at }];
}

/** Say why a try got no answer. */
export function sentenceOf(error: unknown, words: TrialWords): string {
  if (!(error instanceof ApiError) || error.isPassing) return words.failed;
  return [error.message, ...Object.values(error.fields)].join(" ");
}

function after(trial: Trial, tried: Tried, words: TrialWords): Partial<Trial> {
  return {
    lines: [
      ...withStoredText(trial.lines, tried.kept ?? null),
      ...tried.replies.map((reply) => lineOf(reply, words)),
      ...tried.effects.map((effect) => ({ author: "effect" as const, effect })),
    ],
    steps: tried.steps,
    state: tried.state,
    outcome: tried.outcome,
    policies: tried.policies,
    policyActed: trial.policyActed || tried.steps.some(hasActed),
    lit: litBy(tried.steps.filter((step) => step.policy === null)),
    at: tried.state.position?.node ?? null,
  };
}

/** Whether a policy's step is more than a look that found nothing. */
function hasActed({ policy, kind, exit }: Tried["steps"][number]): boolean {
  return policy !== null && exit !== "clear" && !begins(kind);
}

/** Blocks, and the paths that they left by. */
export function litBy(steps: Tried["steps"]): ReadonlySet<string> {
  const ways = steps.map((step) => edgeId({ source: step.node, exit: step.exit ?? "" }));
  return new Set([...steps.map((step) => step.node), ...ways]);
}

/** What was taken out of the visitor's words is not in the thread any more. */
function withStoredText(lines: readonly TrialLine[], text: string | null): readonly TrialLine[] {
  if (text === null) return lines;
  const last = lines.map((line) => line.author).lastIndexOf("visitor");
  return lines.map((line, index) => (index === last ? { author: "visitor", text } : line));
}

/** A reply as a line of the tried chat. */
export function lineOf(content: Tried["replies"][number], words: TrialWords): TrialLine {
  if (content.type === "divider") return { author: "divider", text: words.newRun };
  return { author: "bot", content };
}
