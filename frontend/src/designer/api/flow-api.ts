/** What the designer asks the server, and the shapes of its answers. */

import type { Schemas } from "../../api/client";
import { asApiError, offline } from "../../api/errors";
import { readable } from "../../graph/template";
import type { Config, Exit, FlowGraph, NodeKind, Schema } from "../../graph/types";
import { exitInOurWords, kindInOurWords } from "./block-words";
import type { FlowTest, Report, Script, ShadowRun } from "./script";

/** A flow file is opaque to the API; here it has its shape. */
export type Draft = Omit<Schemas["DraftOut"], "graph"> & { graph: FlowGraph };
export type Finding = Schemas["MarkedFindingOut"];
export type ServerCard = Omit<Schemas["NodeCardOut"], "exits"> & { exits: readonly Exit[] };
export type Cards = Omit<Schemas["CanvasOut"], "nodes"> & { nodes: Record<string, ServerCard> };
export type Version = Schemas["VersionOut"];
export type Changes = Schemas["ChangesOut"];
/** How many chats go on in a new version, and how many end on the one they began with. */
export type RunningChats = Schemas["RunningOut"];
export type Tried = Schemas["TriedOut"];
export type TriedStep = Schemas["TriedStep"];
export type TryInput = Omit<Schemas["TryIn"], "graph" | "side"> & {
  side?: Schemas["TryIn"]["side"];
};

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
  const ask = <Body>(method: string, url: string, body?: object) =>
    send<Body>(method, url, csrfToken, body);
  return {
    kinds: async () => {
      const kinds = await ask<Schemas["NodeKindOut"][]>("GET", `${workspace}/flows/node-kinds`);
      return kinds.map(kindOf);
    },
    otherFlows: async () => {
      const flows = await ask<Schemas["FlowOut"][]>("GET", `${workspace}/flows`);
      return flows.filter(({ id }) => id !== flowId);
    },
    teams: () => ask<Schemas["TeamOut"][]>("GET", `${workspace}/teams`),
    draft: () => ask<Draft>("GET", `${flow}/draft`),
    save: (graph: FlowGraph, revision: number) =>
      ask<Schemas["SavedOut"]>("PUT", `${flow}/draft`, { graph, revision }),
    cards: async (graph: FlowGraph, channels: readonly string[]) =>
      cardsOf(
        await ask<Schemas["CanvasOut"]>("POST", `${workspace}/flows/cards`, { graph, channels }),
      ),
    tryTurn: (graph: FlowGraph, turn: TryInput) =>
      ask<Tried>("POST", `${flow}/try`, { graph, ...turn }),
    changes: (graph: FlowGraph) => ask<Changes>("POST", `${flow}/changes`, { graph }),
    publish: (body: Schemas["PublishIn"]) => ask<Version>("POST", `${flow}/publish`, body),
    versions: () => ask<Version[]>("GET", `${flow}/versions`),
    restore: (number: number) => ask<Version>("POST", `${flow}/versions/${number}/restore`),
    runningChats: () =>
      ask<RunningChats>("GET", `${workspace}/conversations/running?flow_id=${flowId}`),
    shadowRun: (graph: FlowGraph) =>
      ask<ShadowRun>("POST", `${workspace}/conversations/shadow-run/${flowId}`, { graph }),
    tests: testsOf(ask, `${flow}/tests`),
  };
}

type Ask = <Body>(method: string, url: string, body?: object) => Promise<Body>;

/** The requests about the tests of the flow; with a graph they expect what it does now. */
function testsOf(ask: Ask, url: string) {
  return {
    list: () => ask<FlowTest[]>("GET", url),
    read: async (id: string) => (await ask<{ script: Script }>("GET", `${url}/${id}`)).script,
    run: (graph: FlowGraph) => ask<Report>("POST", `${url}/run`, { graph }),
    add: (name: string, script: Script, graph?: FlowGraph) =>
      ask<FlowTest>("POST", url, { name, script, graph: graph ?? null }),
    change: (id: string, name: string, script: Script, graph?: FlowGraph) =>
      ask<FlowTest>("PUT", `${url}/${id}`, { name, script, graph: graph ?? null }),
    remove: (id: string) => ask<null>("DELETE", `${url}/${id}`),
    required: async () =>
      (await ask<Schemas["RequirementShape"]>("GET", `${url}/requirement`)).tests_required,
    require: (tests_required: boolean) =>
      ask<Schemas["RequirementShape"]>("PUT", `${url}/requirement`, { tests_required }),
  };
}

function cardsOf({ nodes, ...canvas }: Schemas["CanvasOut"]): Cards {
  const cards = Object.entries(nodes).map(
    ([id, card]) => [id, { ...card, exits: card.exits.map(readableExit) }] as const,
  );
  return { ...canvas, nodes: Object.fromEntries(cards) };
}

/** An exit that nobody has named yet comes with its id for a name. */
function readableExit(exit: Exit): Exit {
  const { label } = exitInOurWords(exit);
  return { ...exitInOurWords(exit), label: label === exit.id ? "…" : readable(label) };
}

function kindOf({ default_config, schema, ...kind }: Schemas["NodeKindOut"]): NodeKind {
  const byDefault = default_config as Config;
  return kindInOurWords({ ...kind, schema: schema as Schema, default: byDefault });
}

async function send<Body>(
  method: string,
  url: string,
  csrfToken: string,
  body?: object,
): Promise<Body> {
  const response = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => {
    throw offline();
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw asApiError(answer, response.status);
  return answer as Body;
}
