import { useTranslation } from "react-i18next";
import { findNode } from "../../graph/lookup";
import { Menu, type MenuItem } from "../../ui/menu";
import { deleteSelected, duplicateSelected, selectionAsText } from "../store/commands";
import { mayEdit, showOf } from "../store/selectors";
import { useDesigner, useDesignerStore } from "../store/store";
import type { DesignerState } from "../store/types";

const menuOf = (state: DesignerState) => state.menu;

/** One menu for all cards, where the button or the click was. */
export function BlockMenu() {
  const menu = useDesigner(menuOf);
  const show = useDesigner(showOf);
  const items = useItems(menu?.id ?? "");
  if (!menu) return null;
  return (
    <Menu
      open
      onOpenChange={(open) => !open && show({ menu: null })}
      align="start"
      items={items}
      trigger={
        <span
          className="fixed"
          style={{ left: menu.screen.x, top: menu.screen.y }}
          aria-hidden
          tabIndex={-1}
        />
      }
    />
  );
}

function useItems(id: string): MenuItem[] {
  const { t } = useTranslation("designer");
  const store = useDesignerStore();
  const editing = useDesigner(mayEdit);
  const on = (run: () => void) => () => {
    const { selected, select } = store.getState();
    if (!selected.includes(id)) select([id]);
    run();
  };
  const copy = () => void navigator.clipboard?.writeText(selectionAsText(store.getState()) ?? "");
  const items: MenuItem[] = [
    { label: t("key.copy"), icon: "content_copy", keys: "Mod+C", onSelect: on(copy) },
  ];
  if (findNode(store.getState().graph, id)) {
    items.unshift({
      label: t("key.open"),
      icon: "tune",
      keys: "Enter",
      onSelect: () => store.getState().openInspector(id),
    });
  }
  if (!editing) return items;
  return [
    ...items,
    {
      label: t("key.duplicate"),
      icon: "control_point_duplicate",
      keys: "Mod+D",
      onSelect: on(() => duplicateSelected(store)),
    },
    "line",
    {
      label: t("key.delete"),
      icon: "delete",
      keys: "Delete",
      danger: true,
      onSelect: on(() => deleteSelected(store)),
    },
  ];
}
