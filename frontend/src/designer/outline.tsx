import { useTranslation } from "react-i18next";
import { findNode, targetsOf } from "../graph/lookup";
import { inOrder } from "../graph/order";
import type { FlowNode } from "../graph/types";
import { BlockTile } from "../ui/block-tile";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { BlockPicker } from "./canvas/block-picker";
import { SidePanel } from "./side-panel";
import { nameOfBlock } from "./store/block-names";
import { graphOf, mayEdit, showOf } from "./store/selectors";
import { useDesigner, useDesignerStore } from "./store/store";
import { useBlock, useMarks, useMissingWords } from "./store/use-block";

/** The blocks in the order a visitor meets them: the flow on a phone. */
export function Outline() {
  const { t } = useTranslation("designer");
  const graph = useDesigner(graphOf);
  const editing = useDesigner(mayEdit);
  const show = useDesigner(showOf);
  return (
    <section
      aria-label={t("outline.label")}
      className="h-full overflow-y-auto p-3 [contain:inline-size]"
    >
      <ol className="flex flex-col gap-2">
        {inOrder(graph).map((node) => (
          <Entry key={node.id} node={node} />
        ))}
      </ol>
      {editing && (
        <Button tall icon="add" className="mt-3 w-full" onClick={() => show({ overlay: "add" })}>
          {t("outline.add")}
        </Button>
      )}
      <SidePanel />
      <BlockPicker />
    </section>
  );
}

function Entry({ node }: { node: FlowNode }) {
  const store = useDesignerStore();
  const { kind, card } = useBlock(node);
  const { errors } = useMarks(node.id);
  const missing = useMissingWords(kind);
  return (
    <li className="rounded-card border bg-card">
      <button
        type="button"
        onClick={() => store.getState().openInspector(node.id)}
        className="flex w-full items-start gap-3 p-3 text-start"
      >
        <BlockTile group={kind?.group ?? ""} icon={kind?.icon ?? "help"} />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="font-medium text-compact text-strong">{kind?.label ?? node.kind}</span>
          <span dir="auto" className="line-clamp-3 whitespace-pre-line text-sm wrap-anywhere">
            {card.summary || missing}
          </span>
        </span>
        {errors > 0 && <Icon name="error" className="text-failed" />}
      </button>
      <Ways node={node} />
    </li>
  );
}

function Ways({ node }: { node: FlowNode }) {
  const { t } = useTranslation("designer");
  const state = useDesignerStore().getState();
  const { card } = useBlock(node);
  const targets = useDesigner((now) => targetsOf(now.graph, node.id));
  if (card.exits.length === 0) return null;
  return (
    <ul className="border-t px-3 py-2 text-quiet text-xs">
      {card.exits.map((exit) => {
        const target = findNode(state.graph, targets.get(exit.id) ?? "");
        return (
          <li key={exit.id} className="flex gap-1 py-0.5">
            <span className="max-w-1/2 flex-none truncate text-body">{exit.label}</span>
            <Icon name="arrow_right_alt" small />
            <span className="min-w-0 truncate">
              {target ? nameOfBlock(state, target) : t("card.then")}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
