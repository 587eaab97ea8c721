/** What the designer asks the server, and the shapes of its answers. */

import { asApiError, offline } from "../api/errors";
import type { Config, Exit, FlowGraph, Json, NodeKind } from "../graph/types";

export interface Draft {
  revision: number;
  graph: FlowGraph;
  /** ISO 8601. */
  saved_at: string;
  saved_by: string | null;
}

export interface Finding {
  code: string;
  message: string;
  severity: "error" | "warning";
  node?: string | null;
  /** The path of the field it is about, such as `texts.0`. */
  field?: string | null;
}

export interface ServerCard {
  label: string;
  summary: string;
  exits: Exit[];
}

export interface Cards {
  nodes: Record<string, ServerCard>;
  findings: Finding[];
}

export interface Version {
  number: number;
  note: string;
  author: string | null;
  at: string;
}

export interface Changes {
  live_version: number | null;
  changes: { kind: string; node: string | null; sentence: string }[];
}

/** Running chats: how many go on in a new version, and how many end on the one they began with. */
export interface RunningChats {
  total: number;
  move: number;
  finish_on_old: number;
}

export type Content =
  | { type: "text"; text: string; choices?: { id: string; title: string }[] }
  | { type: "divider"; reason: string };

export interface TriedStep {
  node: string;
  kind: string;
  exit: string | null;
  sentence: string;
  changed: Config;
  error: string | null;
}

export interface TryState {
  position: { node: string } | null;
  variables: Record<string, Json>;
  run: number;
  with_person: boolean;
}

export interface Tried {
  replies: Content[];
  steps: TriedStep[];
  state: TryState;
  outcome: "waiting" | "ended" | "handed_over" | "budget" | "failed" | "muted";
}

export interface TryInput {
  state: TryState | null;
  input: { text: string; choice?: string } | null;
  cause?: "start_over" | "returned";
  language: string;
}

type KindAnswer = Omit<NodeKind, "default"> & { default_config: Config };

export interface FlowAddress {
  apiBase: string;
  slug: string;
  flowId: string;
  csrfToken: string;
}

export type FlowApi = ReturnType<typeof createFlowApi>;

/** Give the requests about one flow. Each throws ApiError when the server refuses or is away. */
export function createFlowApi({ apiBase, slug, flowId, csrfToken }: FlowAddress) {
  const workspace = `${apiBase}/workspaces/${slug}`;
  const flow = `${workspace}/flows/${flowId}`;
  const ask = <Answer>(method: string, url: string, body?: object) =>
    send<Answer>(method, url, csrfToken, body);
  return {
    kinds: async () => {
      const kinds = await ask<KindAnswer[]>("GET", `${workspace}/flows/node-kinds`);
      return kinds.map((kind): NodeKind => ({ ...kind, default: kind.default_config }));
    },
    draft: () => ask<Draft>("GET", `${flow}/draft`),
    save: (graph: FlowGraph, revision: number) =>
      ask<Pick<Draft, "revision" | "saved_at">>("PUT", `${flow}/draft`, { graph, revision }),
    cards: (graph: FlowGraph) => ask<Cards>("POST", `${workspace}/flows/cards`, { graph }),
    tryTurn: (graph: FlowGraph, turn: TryInput) =>
      ask<Tried>("POST", `${flow}/try`, { graph, ...turn }),
    changes: (graph: FlowGraph) => ask<Changes>("POST", `${flow}/changes`, { graph }),
    publish: (note: string, revision: number) =>
      ask<Version>("POST", `${flow}/publish`, { note, revision }),
    versions: () => ask<Version[]>("GET", `${flow}/versions`),
    restore: (number: number) => ask<Version>("POST", `${flow}/versions/${number}/restore`),
    runningChats: () =>
      ask<RunningChats>("GET", `${workspace}/conversations/running?flow_id=${flowId}`),
  };
}

async function send<Answer>(
  method: string,
  url: string,
  csrfToken: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => {
    throw offline();
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw asApiError(answer, response.status);
  return answer as Answer;
}
