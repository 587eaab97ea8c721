/** Asks the server for cards and problems a moment after each change. */

import { sameJson } from "../../graph/difference";
import { findNode } from "../../graph/lookup";
import type { FlowGraph } from "../../graph/types";
import type { Cards, FlowApi } from "../api/flow-api";
import type { KnownCard } from "./cards";
import type { DesignerStore } from "./store";

const PAUSE_MS = 350;

/** Keep the facts fresh until the returned function is called. */
export function followFacts(store: DesignerStore, api: FlowApi): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const ask = async () => {
    const { graph, checkedFor } = store.getState();
    const mine = ++asked;
    // Without an answer the cards stay as the schema draws them; the next change asks again.
    const cards = await api.cards(graph, checkedFor).catch(() => null);
    if (cards && asked === mine) learn(store, graph, cards);
  };
  const stop = store.subscribe((state, before) => {
    if (state.graph === before.graph && state.checkedFor === before.checkedFor) return;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), PAUSE_MS);
  });
  void ask();
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Cards that say the same stay the same objects, so that nothing is drawn anew for them. */
function learn(store: DesignerStore, graph: FlowGraph, cards: Cards): void {
  const before = store.getState().known;
  const known = new Map<string, KnownCard>();
  for (const [id, card] of Object.entries(cards.nodes)) {
    const config = findNode(graph, id)?.config;
    if (!config) continue;
    const old = before.get(id);
    const same = old?.config === config && sameJson(old.card, card);
    known.set(id, same ? old : { config, card });
  }
  store.getState().learn(known, cards.findings);
}
