/** What blocks are called where they are named: by their kind and their first words. */

import { inOrder } from "../../graph/order";
import { begins, type FlowNode } from "../../graph/types";
import { cardOf } from "./cards";
import { graphOf } from "./selectors";
import { useDesigner, useDesignerStore } from "./store";
import type { DesignerState } from "./types";

/** The blocks that a path may lead to. */
export function useTargets() {
  const graph = useDesigner(graphOf);
  const store = useDesignerStore();
  const state = store.getState();
  return inOrder(graph)
    .filter((node) => !begins(node.kind))
    .map((node) => ({ value: node.id, label: nameOfBlock(state, node) }));
}

const LONGEST = 48;

/** Kind and words of a block: "Message: Hi, I'm Moss". */
export function nameOfBlock(state: DesignerState, node: FlowNode): string {
  const kind = state.kinds.get(node.kind);
  const { summary } = cardOf(node, kind, state.known.get(node.id), state.language);
  const label = kind?.label ?? node.kind;
  const line = summary.split("\n")[0] ?? "";
  const words = line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()}…` : line;
  return words ? `${label}: ${words}` : label;
}
