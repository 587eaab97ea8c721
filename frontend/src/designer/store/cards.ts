/** What each card shows: at once from the schema, and from the server where it knows more. */

import { deriveExits } from "../../graph/exits";
import { deriveSummary } from "../../graph/summary";
import type { Config, Exit, FlowNode, NodeKind } from "../../graph/types";
import { exitInOurWords, inOurWords } from "../api/block-words";
import type { ServerCard } from "../api/flow-api";

export interface Card {
  readonly summary: string;
  readonly exits: readonly Exit[];
}

/** A server's card, and the config it was made from: an older one says nothing of a newer config. */
export interface KnownCard {
  readonly config: Config;
  readonly card: ServerCard;
}

const derived = new WeakMap<Config, Card>();

function derive(kind: NodeKind, config: Config, language: string): Card {
  const known = derived.get(config);
  if (known) return known;
  const card = {
    summary: deriveSummary(kind, config, language),
    exits: deriveExits(kind, config, language),
  };
  derived.set(config, card);
  return card;
}

const NOTHING: Card = { summary: "", exits: [] };

/**
 * Give the card of a block.
 *
 * The server decides which exits there are; words that were derived here are in the workspace's
 * language and without braces, so they go first.
 */
export function cardOf(
  node: FlowNode,
  kind: NodeKind | undefined,
  known: KnownCard | undefined,
  language: string,
): Card {
  const own = kind ? derive(kind, node.config, language) : NOTHING;
  if (!known || known.config !== node.config) return own;
  return { summary: own.summary || known.card.summary, exits: labelled(known.card.exits, own) };
}

function labelled(exits: readonly Exit[], own: Card): Exit[] {
  const labels = new Map(own.exits.map((exit) => [exit.id, exit.label]));
  return exits.map((exit) => ({
    ...exitInOurWords(exit),
    label: labels.get(exit.id) ?? inOurWords(exit.label),
  }));
}
