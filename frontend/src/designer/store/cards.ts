/** What each card shows: its words at once from the schema, its ways out from the server. */

import { deriveSummary } from "../../graph/summary";
import type { Config, Exit, FlowGraph, FlowNode, NodeKind } from "../../graph/types";
import type { Cards, ServerCard } from "../api/flow-api";

export interface NodeCard {
  readonly summary: string;
  readonly exits: readonly Exit[];
}

/** A server's card, and the config it was made from. */
export interface KnownCard {
  readonly config: Config;
  readonly card: ServerCard;
}

export type KnownCards = ReadonlyMap<string, KnownCard>;

/** Configs are never changed, only replaced: who goes back to one has its card at once. */
const answered = new WeakMap<Config, ServerCard>();

/** Take in the server's cards for a graph, by the ids of its blocks. */
export function knownCards(graph: FlowGraph, { nodes }: Cards): KnownCards {
  const known = new Map<string, KnownCard>();
  for (const { id, config } of graph.nodes) {
    const card = nodes[id];
    if (!card) continue;
    known.set(id, { config, card });
    answered.set(config, card);
  }
  return known;
}

/** Give the exits that the server knows a config to have; undefined while it was not asked. */
export function answeredExits(config: Config): readonly Exit[] | undefined {
  return answered.get(config)?.exits;
}

const summaries = new WeakMap<Config, string>();

function summaryOf(kind: NodeKind, config: Config, language: string): string {
  const summary = summaries.get(config) ?? deriveSummary(kind, config, language);
  summaries.set(config, summary);
  return summary;
}

/**
 * Give the card of a block.
 *
 * Words that are read here are in the workspace's language, so they go first. Which exits there
 * are only the server says: until it has, they are those before the change, and those of its kind
 * for a new block.
 */
export function cardOf(
  node: FlowNode,
  kind: NodeKind | undefined,
  known: KnownCard | undefined,
  language: string,
): NodeCard {
  const card = answered.get(node.config);
  const own = kind ? summaryOf(kind, node.config, language) : "";
  return {
    summary: own || (card?.summary ?? ""),
    exits: card?.exits ?? known?.card.exits ?? kind?.exits ?? [],
  };
}
