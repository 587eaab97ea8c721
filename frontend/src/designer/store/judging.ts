/** Trying a policy: it judges words of the visitor, or of the bot, as the graph on the screen says. */

import type { FlowApi, Tried, TryInput } from "../api/flow-api";
import type { DesignerStore } from "./store";
import { lineOf, litBy, sentenceOf, type TrialWords } from "./trial";
import type { TrialLine, Verdict } from "./types";

export type Side = NonNullable<TryInput["side"]>;

/** Let the policy judge these words. */
export async function judgeInTrial(
  store: DesignerStore,
  api: FlowApi,
  words: TrialWords,
  text: string,
  side: Side,
) {
  const { graph, editedLanguage, trial, setTrial } = store.getState();
  if (trial.busy) return;
  const spokenLines = [...trial.lines, spoken(text, side)];
  setTrial({ lines: spokenLines, busy: true, failure: "", begunWith: graph });
  try {
    const request = { state: null, input: { text }, side, language: editedLanguage };
    const tried = await api.tryTurn(graph, request);
    const lines = [...spokenLines, ...becameOf(tried, text, side, words)];
    setTrial({ lines, steps: tried.steps, lit: litBy(tried.steps) });
  } catch (error) {
    setTrial({ failure: sentenceOf(error, words) });
  }
  setTrial({ busy: false });
}

function spoken(text: string, side: Side): TrialLine {
  if (side === "message") return { author: "visitor", text };
  return { author: "bot", content: { type: "text", text } };
}

/** The verdict, and what is read instead of the words. */
function becameOf(tried: Tried, text: string, side: Side, words: TrialWords): TrialLine[] {
  const judged = tried.judged ?? null;
  const verdict = verdictOf(tried.outcome, judged !== null && judged !== text);
  const changed = verdict === "changed" && judged !== null ? [spoken(judged, side)] : [];
  const replies = tried.replies.map((reply) => lineOf(reply, words));
  return [{ author: "verdict", verdict }, ...changed, ...replies];
}

function verdictOf(outcome: Tried["outcome"], changed: boolean): Verdict {
  if (outcome === "blocked" || outcome === "handed_over") return outcome;
  return changed ? "changed" : "allowed";
}
