import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import { useTranslation } from "react-i18next";
import { inOrder } from "../graph/order";
import { BlockTile } from "../ui/block-tile";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { BlockEntries, ENTRY, GROUP, SEARCH } from "./parts/block-list";
import { HOTKEYS, type HotkeyName } from "./parts/hotkeys";
import { useReach } from "./parts/use-hotkeys";
import { nameOfBlock } from "./store/block-names";
import { addBlock } from "./store/commands";
import { mayEdit, overlayOf, showOf } from "./store/selectors";
import { useDesigner, useDesignerStore } from "./store/store";

/** Jump to a block, add one, or do something: by a few letters. By `/` it only adds. */
export function CommandPalette() {
  const { t } = useTranslation("designer");
  const overlay = useDesigner(overlayOf);
  const open = overlay === "commands" || overlay === "add";
  const show = useDesigner(showOf);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && show({ overlay: null })}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-base-950/40" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-130 rounded-dialog border bg-card p-2 shadow-float"
        >
          <Dialog.Title className="sr-only">{t("key.commands")}</Dialog.Title>
          <Command label={t("key.commands")}>
            <Command.Input
              placeholder={t(overlay === "add" ? "palette.search" : "commands.search")}
              className={SEARCH}
            />
            <Command.List className="mt-1 max-h-[50vh] overflow-y-auto">
              <Command.Empty className="p-3 text-quiet text-sm">{t("commands.none")}</Command.Empty>
              <Entries only={overlay === "add"} close={() => show({ overlay: null })} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Entries({ only, close }: { only: boolean; close: () => void }) {
  const store = useDesignerStore();
  const editing = useDesigner(mayEdit);
  return (
    <>
      {!only && <Jumps close={close} />}
      {editing && (
        <BlockEntries
          onPick={(kind) => {
            close();
            addBlock(store, kind);
          }}
        />
      )}
      {!only && <Actions close={close} />}
    </>
  );
}

function Jumps({ close }: { close: () => void }) {
  const { t } = useTranslation("designer");
  const reach = useReach();
  const state = useDesignerStore().getState();
  const jump = (id: string) => {
    close();
    state.select([id]);
    reach.reveal(id);
  };
  return (
    <Command.Group heading={t("commands.jump")} className={GROUP}>
      {inOrder(state.graph).map((node) => {
        const kind = state.kinds.get(node.kind);
        const name = nameOfBlock(state, node);
        return (
          <Command.Item
            key={node.id}
            value={`${name} ${node.id}`}
            onSelect={() => jump(node.id)}
            className={ENTRY}
          >
            <BlockTile group={kind?.group ?? ""} icon={kind?.icon ?? "help"} />
            <span className="min-w-0 truncate">{name}</span>
          </Command.Item>
        );
      })}
    </Command.Group>
  );
}

const OFFERED: readonly HotkeyName[] = [
  "tryIt",
  "save",
  "undo",
  "redo",
  "selectAll",
  "tidy",
  "note",
  "fit",
  "help",
];

function Actions({ close }: { close: () => void }) {
  const { t } = useTranslation("designer");
  const reach = useReach();
  const editing = useDesigner(mayEdit);
  const offered = HOTKEYS.filter(
    ({ name, edits }) => OFFERED.includes(name) && (editing || !edits),
  );
  return (
    <Command.Group heading={t("commands.do")} className={GROUP}>
      {offered.map((hotkey) => (
        <Command.Item
          key={hotkey.name}
          value={`do ${hotkey.name}`}
          keywords={[t(`key.${hotkey.name}`)]}
          onSelect={() => {
            close();
            hotkey.run?.(reach);
          }}
          className={ENTRY}
        >
          <Icon name="bolt" className="mx-1 text-quiet" />
          <span className="flex-1">{t(`key.${hotkey.name}`)}</span>
          <Kbd keys={hotkey.keys[0] ?? ""} />
        </Command.Item>
      ))}
    </Command.Group>
  );
}
