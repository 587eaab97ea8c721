import { useTranslation } from "react-i18next";
import { targetsOf } from "../../graph/lookup";
import { inOrder } from "../../graph/order";
import { begins, type Exit, type FlowNode } from "../../graph/types";
import { Select } from "../../ui/select";
import { graphOf, mayEdit, showOf } from "../selectors";
import { cardOf } from "../store/cards";
import { connectPath, disconnectPath } from "../store/commands";
import { useDesigner, useDesignerStore } from "../store/store";
import type { DesignerState } from "../store/types";

const NEW = "\n";

/** Where each way out leads, for those who do not draw. */
export function Paths({ node, exits }: { node: FlowNode; exits: readonly Exit[] }) {
  const { t } = useTranslation("designer");
  const targets = useDesigner((state) => targetsOf(state.graph, node.id));
  const options = useTargets();
  const editing = useDesigner(mayEdit);
  const lead = useLead(node.id);
  if (exits.length === 0) return null;
  return (
    <section aria-label={t("paths.label")} className="flex flex-col gap-3 border-t pt-4">
      <h3 className="text-compact">{t("paths.label")}</h3>
      {exits.map((exit) => (
        <Select
          key={exit.id}
          label={exit.label}
          help={targets.has(exit.id) ? undefined : exit.advice}
          value={targets.get(exit.id) ?? ""}
          disabled={!editing}
          options={[
            { value: "", label: t("paths.nothing") },
            ...options,
            ...(editing ? [{ value: NEW, label: t("paths.new") }] : []),
          ]}
          onValueChange={(target) => lead(exit.id, target)}
        />
      ))}
    </section>
  );
}

function useLead(source: string) {
  const store = useDesignerStore();
  const show = useDesigner(showOf);
  return (exit: string, target: string) => {
    const way = { source, exit };
    if (target === NEW) show({ picker: { screen: middleOfScreen(), spot: { after: way } } });
    else if (target === "") disconnectPath(store, way);
    else connectPath(store, { ...way, target });
  };
}

const middleOfScreen = () => ({ x: window.innerWidth / 2 - 128, y: window.innerHeight / 4 });

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
