import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NodeKind } from "../graph/types";
import { BlockTile } from "../ui/block-tile";
import { IconButton } from "../ui/icon-button";
import { Tooltip } from "../ui/tooltip";
import { DRAGGED_KIND } from "./canvas/use-drop";
import { groupsOf, offered, SEARCH } from "./parts/block-list";
import { addBlock } from "./store/commands";
import { graphOf, kindsOf, purposeOf, showOf } from "./store/selectors";
import { useDesigner, useDesignerStore } from "./store/store";
import type { DesignerState } from "./store/types";

const foldedOf = (state: DesignerState) => state.paletteFolded;

/** The blocks to add: drag one onto the canvas, or click it. */
export function Palette() {
  const { t } = useTranslation("designer");
  const folded = useDesigner(foldedOf);
  const show = useDesigner(showOf);
  const [search, setSearch] = useState("");
  const fold = (paletteFolded: boolean) => show({ paletteFolded });
  if (folded) {
    return (
      <div className="flex-none border-e bg-card p-1">
        <IconButton
          icon="left_panel_open"
          label={t("palette.unfold")}
          side="right"
          onClick={() => fold(false)}
        />
      </div>
    );
  }
  return (
    <aside
      aria-label={t("palette.label")}
      className="flex w-55 flex-none flex-col border-e bg-card"
    >
      <div className="flex items-center gap-1 p-2">
        <input
          type="search"
          value={search}
          aria-label={t("palette.search")}
          placeholder={t("palette.search")}
          onChange={(event) => setSearch(event.target.value)}
          className={SEARCH}
        />
        <IconButton icon="left_panel_close" label={t("palette.fold")} onClick={() => fold(true)} />
      </div>
      <Shelves search={search} />
    </aside>
  );
}

function Shelves({ search }: { search: string }) {
  const { t } = useTranslation("designer");
  const kinds = useDesigner(kindsOf);
  const graph = useDesigner(graphOf);
  const purpose = useDesigner(purposeOf);
  const found = offered(kinds, graph, purpose).filter((kind) => fits(kind, search));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
      {found.length === 0 && <p className="p-2 text-quiet text-sm">{t("palette.none")}</p>}
      {groupsOf(found).map(([group, members]) => (
        <section key={group} aria-label={group} className="pt-2">
          <h2 className="px-2 pb-1 font-normal text-quiet text-xs">
            {t(`group.${group}` as "group.Messages", { defaultValue: group })}
          </h2>
          {members.map((kind) => (
            <Entry key={kind.kind} kind={kind} />
          ))}
        </section>
      ))}
    </div>
  );
}

/** Does a kind answer to these words? */
export function fits(kind: NodeKind, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return [kind.label, kind.group, ...kind.search].some((words) =>
    words.toLowerCase().includes(wanted),
  );
}

function Entry({ kind }: { kind: NodeKind }) {
  const store = useDesignerStore();
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(DRAGGED_KIND, kind.kind);
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <Tooltip label={kind.help} side="right">
      <button
        type="button"
        draggable
        onDragStart={onDragStart}
        onClick={() => addBlock(store, kind)}
        className="flex min-h-9 w-full cursor-grab items-center gap-2 rounded-control px-1 text-start text-compact text-strong transition-colors hover:bg-hover"
      >
        <BlockTile group={kind.group} icon={kind.icon} />
        {kind.label}
      </button>
    </Tooltip>
  );
}
