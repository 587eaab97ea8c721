import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/icon";
import { Menu } from "../../ui/menu";
import { useDesigner } from "../store/store";
import type { DesignerState } from "../store/types";

const channelsOf = (state: DesignerState) => state.channels;
const checkedOf = (state: DesignerState) => state.checkedFor;
const checkForOf = (state: DesignerState) => state.checkFor;
const isPolicy = (state: DesignerState) => state.purpose === "policy";

/** Which channels the problems are about; those that follow the flow always count. */
export function CheckedChannels() {
  const { t } = useTranslation("designer");
  const channels = useDesigner(channelsOf);
  const checked = useDesigner(checkedOf);
  const checkFor = useDesigner(checkForOf);
  if (useDesigner(isPolicy) || channels.length === 0) return null;
  const chosen = channels.filter(({ kind }) => checked.includes(kind)).map(({ name }) => name);
  return (
    <div className="px-2 pb-2">
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className="inline-flex min-h-control max-w-full items-center gap-1 rounded-control px-2 text-compact text-quiet transition-colors hover:bg-hover"
          >
            {t("problems.checkFor")}
            <span className="truncate font-medium text-strong">
              {[t("problems.website"), ...chosen].join(", ")}
            </span>
            <Icon name="expand_more" small />
          </button>
        }
        items={channels.map(({ kind, name, follows }) => ({
          label: name,
          checked: checked.includes(kind),
          disabled: follows,
          onSelect: () => checkFor(toggled(checked, kind)),
        }))}
      />
    </div>
  );
}

function toggled(kinds: readonly string[], kind: string): readonly string[] {
  return kinds.includes(kind) ? kinds.filter((other) => other !== kind) : [...kinds, kind];
}
