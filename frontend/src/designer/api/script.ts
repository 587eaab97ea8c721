/** The script of a test, as the server keeps it, and how a tried chat becomes one. */

import type { Schemas } from "../../api/client";

export type FlowTest = Schemas["TestOut"];
export type Report = Schemas["ReportOut"];
export type Outcome = Schemas["OutcomeOut"];
export type Difference = NonNullable<Outcome["difference"]>;
export type ShadowRun = Schemas["ComparisonOut"];

export interface ExpectedReply {
  readonly match?: "exact" | "contains" | "matches";
  readonly text: string;
}

export interface ScriptInput {
  readonly text?: string;
  readonly choice?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly attachment?: Readonly<Record<string, unknown>>;
}

/** One turn; the server knows more of it, which passes through unchanged. */
export interface Exchange {
  readonly cause?: string;
  readonly inputs?: readonly ScriptInput[];
  readonly after?: number;
  readonly replies?: readonly ExpectedReply[];
}

export interface Script {
  readonly schema: number;
  readonly at?: number;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** It runs between the policies of the workspace. */
  readonly with_policies?: boolean;
  readonly exchanges: readonly Exchange[];
}

/** What was done in a tried chat, and when, in seconds on the clock of the try. */
export interface TrialTurn {
  readonly cause: string;
  readonly input: ScriptInput | null;
  readonly at: number;
}

const MOST_EXCHANGES = 200;

/**
 * Give what was said in a try as a script; what must come of it is for the server to record. Where
 * a policy acted, the test runs between policies, too.
 */
export function scriptOf(
  turns: readonly TrialTurn[],
  language: string,
  policyActed = false,
): Script {
  const first = turns[0]?.at ?? 0;
  const exchanges = turns.slice(0, MOST_EXCHANGES).map(({ cause, input, at }, index) => ({
    cause,
    inputs: input ? [input] : [],
    after: Math.max(at - (turns[index - 1]?.at ?? first), 0),
  }));
  const guarded = policyActed ? { with_policies: true } : {};
  return { schema: 1, at: first, facts: { language }, ...guarded, exchanges };
}

/** Change one turn of a script. */
export function withExchange(script: Script, index: number, change: Partial<Exchange>): Script {
  const exchanges = script.exchanges.map((exchange, at) =>
    at === index ? { ...exchange, ...change } : exchange,
  );
  return { ...script, exchanges };
}

/** Take one turn out of a script. */
export function withoutExchange(script: Script, index: number): Script {
  return { ...script, exchanges: script.exchanges.filter((_, at) => at !== index) };
}

export type Looks = "exact" | "contains" | "matches" | "anything";

/** How closely a reply is looked at: words that contain nothing are any words. */
export function looksAt({ match = "exact", text }: ExpectedReply): Looks {
  return match === "contains" && text === "" ? "anything" : match;
}

/** The same reply, looked at in another way. */
export function lookedAt(reply: ExpectedReply, looks: Looks): ExpectedReply {
  return looks === "anything"
    ? { match: "contains", text: "" }
    : { match: looks, text: reply.text };
}
