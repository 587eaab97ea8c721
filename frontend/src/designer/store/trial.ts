/** Trying the draft: each turn carries the graph as it is on the screen. */

import { ApiError } from "../../api/errors";
import { edgeId } from "../../graph/lookup";
import type { FlowApi, Tried, TryInput } from "../flow-api";
import type { DesignerStore } from "./store";
import type { Trial, TrialLine } from "./types";

const BEFORE: Partial<Trial> = {
  lines: [],
  steps: [],
  state: null,
  outcome: null,
  failure: "",
  lit: new Set(),
  at: null,
};

/** Words of the screen that lines of the trial need. */
export interface TrialWords {
  newRun: string;
  failed: string;
}

/** Begin from the start with the draft as it is now. */
export async function beginTrial(store: DesignerStore, api: FlowApi, words: TrialWords) {
  store.getState().setTrial({ ...BEFORE, begunWith: store.getState().graph });
  await turn(store, api, words, { state: null, input: null });
}

/** Say something as the visitor. */
export async function sayInTrial(
  store: DesignerStore,
  api: FlowApi,
  words: TrialWords,
  input: { text: string; choice?: string },
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

function chosen(lines: readonly TrialLine[], choice: string | undefined): readonly TrialLine[] {
  return lines.map((line, place) =>
    line.author === "bot" && place === lines.length - 1 && choice
      ? { ...line, chosen: choice }
      : line,
  );
}

async function turn(
  store: DesignerStore,
  api: FlowApi,
  words: TrialWords,
  asked: Omit<TryInput, "language">,
) {
  const { graph, editedLanguage, setTrial } = store.getState();
  setTrial({ busy: true, failure: "" });
  try {
    const tried = await api.tryTurn(graph, { ...asked, language: editedLanguage });
    setTrial(after(store.getState().trial, tried, words));
  } catch (error) {
    setTrial({ failure: sentenceOf(error, words) });
  }
  setTrial({ busy: false });
}

function sentenceOf(error: unknown, words: TrialWords): string {
  if (!(error instanceof ApiError) || error.isPassing) return words.failed;
  return [error.message, ...Object.values(error.fields)].join(" ");
}

function after(trial: Trial, tried: Tried, words: TrialWords): Partial<Trial> {
  const ways = tried.steps.map((step) => edgeId({ source: step.node, exit: step.exit ?? "" }));
  return {
    lines: [...trial.lines, ...tried.replies.map((reply) => lineOf(reply, words))],
    steps: tried.steps,
    state: tried.state,
    outcome: tried.outcome,
    lit: new Set([...tried.steps.map((step) => step.node), ...ways]),
    at: tried.state.position?.node ?? null,
  };
}

function lineOf(content: Tried["replies"][number], words: TrialWords): TrialLine {
  if (content.type === "divider") return { author: "divider", text: words.newRun };
  return { author: "bot", text: content.text, choices: content.choices ?? [] };
}
