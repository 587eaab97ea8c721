import { useTranslation } from "react-i18next";
import { fieldsOf } from "../../graph/schema";
import type { FlowNode, NodeKind } from "../../graph/types";
import { cardOf, type NodeCard } from "./cards";
import { shownFindings } from "./findings";
import { litOf } from "./selectors";
import { useDesigner } from "./store";
import type { DesignerState } from "./types";

const languageOf = (state: DesignerState) => state.language;

/** What a block is and shows. */
export function useBlock(node: FlowNode): { kind: NodeKind | undefined; card: NodeCard } {
  const kind = useDesigner((state) => state.kinds.get(node.kind));
  const known = useDesigner((state) => state.known.get(node.id));
  const language = useDesigner(languageOf);
  return { kind, card: cardOf(node, kind, known, language) };
}

/** What stands in place of words that nobody wrote yet. */
export function useMissingWords(kind: NodeKind | undefined): string {
  const { t } = useTranslation("designer");
  const field = kind && fieldsOf(kind.schema).find((field) => !field.optional && field.translated);
  if (!field) return kind?.help ?? "";
  return t("card.empty", { field: field.title, small: field.title.toLowerCase() });
}

interface Marks {
  errors: number;
  lit: boolean;
  waits: boolean;
}

/** How a block is marked: problems, and the way of the tried chat. */
export function useMarks(id: string): Marks {
  const errors = useDesigner((state) => errorsOf(state, id));
  const lit = useDesigner((state) => isLit(state, id));
  const waits = useDesigner((state) => state.panel === "try" && state.trial.at === id);
  return { errors, lit, waits };
}

function isLit(state: DesignerState, id: string): boolean {
  return (state.panel === "try" || state.panel === "tests") && litOf(state).has(id);
}

function errorsOf(state: DesignerState, id: string): number {
  const about = shownFindings(state).filter((finding) => finding.node === id);
  return about.filter(({ severity }) => severity === "error").length;
}
