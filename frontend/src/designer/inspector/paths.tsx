import { useTranslation } from "react-i18next";
import { targetsOf } from "../../graph/lookup";
import type { Exit, FlowNode } from "../../graph/types";
import { Select } from "../../ui/select";
import { useTargets } from "../store/block-names";
import { connectPath, disconnectPath } from "../store/commands";
import { mayEdit, showOf } from "../store/selectors";
import { useDesigner, useDesignerStore } from "../store/store";

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
