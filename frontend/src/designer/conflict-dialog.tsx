import { useTranslation } from "react-i18next";
import { differenceOf } from "../graph/difference";
import type { FlowGraph, FlowNode } from "../graph/types";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { nameOfBlock } from "./store/block-names";
import { useFlowTools } from "./store/flow-context";
import { graphOf } from "./store/selectors";
import { useDesigner, useDesignerStore } from "./store/store";
import type { DesignerState } from "./store/types";

const theirsOf = (state: DesignerState) => state.theirs;

/** Somebody saved first: see both, then decide. Esc decides nothing; ours stays on the screen. */
export function ConflictDialog() {
  const { t, i18n } = useTranslation("designer");
  const { saver } = useFlowTools();
  const theirs = useDesigner(theirsOf);
  const mine = useDesigner(graphOf);
  if (!theirs) return null;
  const who = theirs.saved_by ?? t("somebody");
  const at = new Date(theirs.saved_at).toLocaleTimeString(i18n.language, {
    hour: "2-digit",
    minute: "2-digit",
  });
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t("conflict.title", { who, at })}
      description={t("conflict.safe")}
      footer={
        <>
          <Button onClick={() => saver.settle("mine")}>{t("conflict.mine")}</Button>
          <Button look="primary" onClick={() => saver.settle("theirs")}>
            {t("conflict.theirs", { who })}
          </Button>
        </>
      }
    >
      <Differences who={who} theirs={theirs.graph} mine={mine} />
    </Dialog>
  );
}

function Differences({ who, theirs, mine }: { who: string; theirs: FlowGraph; mine: FlowGraph }) {
  const { t } = useTranslation("designer");
  const { added, removed, changed, paths } = differenceOf(theirs, mine);
  return (
    <div className="flex flex-col gap-2 text-sm">
      <Blocks title={t("conflict.changed")} nodes={changed} />
      <Blocks title={t("conflict.onlyMine")} nodes={added} />
      <Blocks title={t("conflict.onlyTheirs", { who })} nodes={removed} />
      {paths > 0 && <p>{t("conflict.paths", { count: paths })}</p>}
      {added.length + removed.length + changed.length + paths === 0 && (
        <p>{t("conflict.places")}</p>
      )}
    </div>
  );
}

function Blocks({ title, nodes }: { title: string; nodes: readonly FlowNode[] }) {
  const state = useDesignerStore().getState();
  if (nodes.length === 0) return null;
  return (
    <section>
      <h3 className="text-compact">{title}</h3>
      <ul className="list-disc ps-5">
        {nodes.map((node) => (
          <li key={node.id}>{nameOfBlock(state, node)}</li>
        ))}
      </ul>
    </section>
  );
}
