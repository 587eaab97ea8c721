import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { targetsOf } from "../../graph/lookup";
import { begins, type Exit, type FlowNode, type NodeKind } from "../../graph/types";
import { BlockTile } from "../../ui/block-tile";
import { classes } from "../../ui/classes";
import { Icon } from "../../ui/icon";
import type { BlockNode } from "../store/canvas-nodes";
import { useDesigner, useDesignerStore } from "../store/store";
import { useBlock, useMarks, useMissingWords } from "../store/use-block";

/** One block: what it is, its real words, and its ways out. */
export const BlockCard = memo(function BlockCard(props: NodeProps<BlockNode>) {
  const { selected, isConnectable } = props;
  const { node } = props.data;
  const { kind, card } = useBlock(node);
  const marks = useMarks(node.id);
  return (
    <article
      className={classes(
        "group relative w-65 rounded-card border bg-card text-start transition-colors",
        selected ? "border-action ring-1 ring-action" : "hover:border-base-400",
        marks.lit && !selected && "border-action",
        marks.errors > 0 && !selected && "border-failed",
        marks.waits && "card-waits",
        begins(node.kind) ? "takes-no-path" : "takes-paths",
      )}
    >
      {!begins(node.kind) && (
        <Handle
          type="target"
          position={Position.Left}
          isConnectable={isConnectable}
          className="dot"
          style={{ top: 18 }}
        />
      )}
      <div className="card-near">
        <Head node={node} kind={kind} errors={marks.errors} />
        <Words text={card.summary} kind={kind} />
      </div>
      <Exits node={node.id} exits={card.exits} drawable={isConnectable} />
      <FromAfar kind={kind} label={kind?.label ?? node.kind} />
    </article>
  );
});

interface HeadProps {
  node: FlowNode;
  kind: NodeKind | undefined;
  errors: number;
}

function Head({ node, kind, errors }: HeadProps) {
  const { t } = useTranslation("designer");
  const store = useDesignerStore();
  const openMenu = (event: React.MouseEvent) => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    store.getState().show({ menu: { id: node.id, screen: { x: left, y: bottom } } });
  };
  return (
    <header className="flex h-9 items-center gap-2 ps-3 pe-1">
      <BlockTile group={kind?.group ?? ""} icon={kind?.icon ?? "help"} />
      <span className="min-w-0 flex-1 truncate font-medium text-compact text-strong">
        {kind?.label ?? t("card.unknown", { kind: node.kind })}
      </span>
      {errors > 0 && (
        <span className="flex items-center gap-0.5 text-failed text-xs tabular-nums">
          <Icon name="error" small />
          {t("card.problems", { count: errors })}
        </span>
      )}
      <button
        type="button"
        tabIndex={-1}
        aria-label={t("card.more")}
        onClick={openMenu}
        className="nodrag grid size-7 place-items-center rounded-control opacity-0 hover:bg-hover focus-visible:opacity-100 group-hover:opacity-100"
      >
        <Icon name="more_horiz" />
      </button>
    </header>
  );
}

function Words({ text, kind }: { text: string; kind: NodeKind | undefined }) {
  const missing = useMissingWords(kind);
  return (
    <p
      dir="auto"
      className={classes(
        "mx-3 mb-2 line-clamp-3 whitespace-pre-line text-compact wrap-anywhere",
        text ? "text-body" : "text-quiet",
      )}
    >
      {text || missing}
    </p>
  );
}

interface ExitsProps {
  node: string;
  exits: readonly Exit[];
  /** May a path be drawn from here? */
  drawable: boolean;
}

function Exits({ node, exits, drawable }: ExitsProps) {
  const connected = useDesigner((state) => [...targetsOf(state.graph, node).keys()].join("\n"));
  const taken = new Set(connected.split("\n"));
  if (exits.length === 0) return null;
  return (
    <ul className="border-t py-0.5">
      {exits.map((exit) => (
        <ExitRow key={exit.id} exit={exit} open={!taken.has(exit.id)} drawable={drawable} />
      ))}
    </ul>
  );
}

function ExitRow({ exit, open, drawable }: { exit: Exit; open: boolean; drawable: boolean }) {
  const { t } = useTranslation("designer");
  return (
    <li className="relative flex h-7 items-center gap-2 ps-3 pe-4 text-xs">
      <span dir="auto" className="card-near min-w-0 flex-1 truncate text-start">
        {exit.label}
      </span>
      {open && <span className="card-near flex-none text-quiet">{t("card.then")}</span>}
      <Handle
        type="source"
        id={exit.id}
        position={Position.Right}
        isConnectable={drawable}
        className={classes("dot", open && "dot-open")}
      />
    </li>
  );
}

/** Under half size words cannot be read: a large tile and name instead. */
function FromAfar({ kind, label }: { kind: NodeKind | undefined; label: string }) {
  return (
    <div aria-hidden className="card-far absolute inset-0 items-center justify-center gap-6 px-4">
      <span className="scale-[1.8]">
        <BlockTile group={kind?.group ?? ""} icon={kind?.icon ?? "help"} />
      </span>
      <span className="card-far-name min-w-0 truncate font-semibold text-strong text-xl">
        {label}
      </span>
    </div>
  );
}
