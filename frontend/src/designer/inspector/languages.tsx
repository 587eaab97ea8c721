import { useTranslation } from "react-i18next";
import { languagesOf } from "../../graph/texts";
import { IconButton } from "../../ui/icon-button";
import { Menu } from "../../ui/menu";
import { Tabs } from "../../ui/tabs";
import { graphOf, mayEdit, showOf } from "../store/selectors";
import { useDesigner } from "../store/store";
import type { DesignerState } from "../store/types";

/** Languages that can be picked by name. */
export const OFFERED = [
  "en",
  "de",
  "fr",
  "es",
  "it",
  "nl",
  "pt",
  "pl",
  "tr",
  "uk",
  "ar",
  "he",
  "zh",
  "ja",
];
const ownOf = (state: DesignerState) => state.language;
const editedOf = (state: DesignerState) => state.editedLanguage;

/** Which language's words are edited; one more can be added. */
export function Languages() {
  const { t, i18n } = useTranslation("designer");
  const own = useDesigner(ownOf);
  const edited = useDesigner(editedOf);
  const editing = useDesigner(mayEdit);
  const show = useDesigner(showOf);
  const used = languagesOf(useDesigner(graphOf), own);
  const shown = used.includes(edited) ? used : [...used, edited];
  const names = new Intl.DisplayNames([i18n.language], { type: "language" });
  const choose = (editedLanguage: string) => show({ editedLanguage });
  return (
    <div className="flex items-end gap-1">
      <div className="min-w-0 flex-1">
        <Tabs
          label={t("language.label")}
          value={edited}
          onValueChange={choose}
          tabs={shown.map((value) => ({ value, label: names.of(value) ?? value }))}
        />
      </div>
      {editing && (
        <Menu
          trigger={<IconButton icon="add" label={t("language.add")} />}
          items={OFFERED.filter((one) => !shown.includes(one)).map((one) => ({
            label: names.of(one) ?? one,
            onSelect: () => choose(one),
          }))}
        />
      )}
    </div>
  );
}
