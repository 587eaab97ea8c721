import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { HOTKEYS } from "./parts/hotkeys";
import { mayEdit, overlayOf, showOf } from "./store/selectors";
import { useDesigner } from "./store/store";

const GROUPS = ["flow", "edit", "canvas"] as const;

/** All keys, from the table that also runs them. */
export function KeysDialog() {
  const { t } = useTranslation("designer");
  const open = useDesigner(overlayOf) === "keys";
  const show = useDesigner(showOf);
  const editing = useDesigner(mayEdit);
  return (
    <Dialog open={open} onOpenChange={() => show({ overlay: null })} title={t("key.help")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without it the list cannot be scrolled by keys */}
      <section aria-label={t("key.help")} tabIndex={0}>
        {GROUPS.map((group) => (
          <section key={group} className="pb-4">
            <h3 className="pb-1 text-compact">{t(`keys.${group}`)}</h3>
            <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
              {HOTKEYS.filter((hotkey) => hotkey.group === group && (editing || !hotkey.edits)).map(
                (hotkey) => (
                  <div key={hotkey.name} className="contents">
                    <dt>{t(`key.${hotkey.name}`)}</dt>
                    <dd className="text-end">
                      <Kbd keys={(hotkey.name === "walk" ? "←+→+↑+↓" : hotkey.keys[0]) ?? ""} />
                    </dd>
                  </div>
                ),
              )}
            </dl>
          </section>
        ))}
      </section>
    </Dialog>
  );
}
