/** Asks the server for cards and problems: at once after a pause, else when the changes pause. */

import { sameJson } from "../../graph/difference";
import type { FlowEdge, FlowGraph } from "../../graph/types";
import type { Cards, FlowApi } from "../api/flow-api";
import { answeredExits, type KnownCard, type KnownCards, knownCards } from "./cards";
import type { DesignerStore } from "./store";

const PAUSE_MS = 350;

/** Keep the facts fresh until the returned function is called. */
export function followFacts(store: DesignerStore, api: FlowApi): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changedAt = 0;
  let requests = 0;
  const ask = async () => {
    const { graph, checkedFor } = store.getState();
    const request = ++requests;
    // Without an answer the cards stay as they are; the next change asks again.
    const cards = await api.cards(graph, checkedFor).catch(() => null);
    if (cards && request === requests) learn(store, graph, cards);
  };
  const stop = store.subscribe((state, before) => {
    if (state.graph === before.graph && state.checkedFor === before.checkedFor) return;
    const wait = Date.now() - changedAt > PAUSE_MS ? 0 : PAUSE_MS;
    changedAt = Date.now();
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), wait);
  });
  void ask();
  return () => {
    clearTimeout(timer);
    stop();
  };
}

function learn(store: DesignerStore, graph: FlowGraph, cards: Cards): void {
  const { known: before, learn, tidyEdges } = store.getState();
  const fresh = knownCards(graph, cards);
  learn(
    new Map([...fresh].map(([id, card]) => [id, unchanged(before.get(id), card)])),
    cards.findings,
  );
  tidyEdges((now) => withoutLostPaths(now, before, fresh));
}

/** Cards that say the same stay the same objects, so that nothing is drawn anew for them. */
function unchanged(before: KnownCard | undefined, now: KnownCard): KnownCard {
  return before && before.config === now.config && sameJson(before.card, now.card) ? before : now;
}

/** A path goes with the exit that a change of its block took away. */
function withoutLostPaths(graph: FlowGraph, before: KnownCards, fresh: KnownCards): FlowGraph {
  const configs = new Map(graph.nodes.map(({ id, config }) => [id, config]));
  const isLost = ({ source, exit }: FlowEdge) => {
    const config = configs.get(source);
    const has = (card: KnownCard | undefined) => card?.card.exits.some(({ id }) => id === exit);
    // Who went back to a config meanwhile has its exits again.
    const isBack = config && answeredExits(config)?.some(({ id }) => id === exit);
    return has(before.get(source)) && has(fresh.get(source)) === false && !isBack;
  };
  const edges = graph.edges.filter((edge) => !isLost(edge));
  return edges.length === graph.edges.length ? graph : { ...graph, edges };
}
