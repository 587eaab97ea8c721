import { Command } from "cmdk";
import { Popover } from "radix-ui";
import { useTranslation } from "react-i18next";
import { BlockEntries, SEARCH } from "../parts/block-list";
import { addBlock } from "../store/commands";
import { showOf } from "../store/selectors";
import { useDesigner, useDesignerStore } from "../store/store";
import type { DesignerState } from "../store/types";

const pickerOf = (state: DesignerState) => state.picker;

/** Which block comes here? Opens where a path was dropped. */
export function BlockPicker() {
  const { t } = useTranslation("designer");
  const store = useDesignerStore();
  const picker = useDesigner(pickerOf);
  const show = useDesigner(showOf);
  if (!picker) return null;
  return (
    <Popover.Root open onOpenChange={(open) => !open && show({ picker: null })}>
      <Popover.Anchor className="fixed" style={{ left: picker.screen.x, top: picker.screen.y }} />
      <Popover.Portal>
        <Popover.Content
          aria-label={t("picker.label")}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="floating z-50 w-64 animate-rise p-2"
        >
          <Command label={t("picker.label")}>
            <Command.Input placeholder={t("palette.search")} className={SEARCH} />
            <Command.List className="mt-1 max-h-72 overflow-y-auto">
              <Command.Empty className="p-3 text-quiet text-sm">{t("palette.none")}</Command.Empty>
              <BlockEntries
                onPick={(kind) => {
                  show({ picker: null });
                  addBlock(store, kind, picker.spot);
                }}
              />
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
