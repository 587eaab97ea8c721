import { useTranslation } from "react-i18next";
import { mayEdit } from "./store/selectors";
import { useDesigner } from "./store/store";
import type { DesignerState } from "./store/types";

const saveStateOf = (state: DesignerState) => state.saveState;
const savedAtOf = (state: DesignerState) => state.savedAt;
const liveOf = (state: DesignerState) => state.liveVersion;
const placesOf = (state: DesignerState) => state.livePlaces.join(", ");
const refusalOf = (state: DesignerState) => state.refusal;

/** Where the draft is, and what visitors meet. */
export function SaveStatus() {
  const { t, i18n } = useTranslation("designer");
  const saveState = useDesigner(saveStateOf);
  const savedAt = useDesigner(savedAtOf);
  const live = useDesigner(liveOf);
  const places = useDesigner(placesOf);
  const refusal = useDesigner(refusalOf);
  const editing = useDesigner(mayEdit);
  const at = new Date(savedAt).toLocaleTimeString(i18n.language, {
    hour: "2-digit",
    minute: "2-digit",
  });
  const lost = saveState === "away" || saveState === "refused";
  return (
    <p className="flex min-w-0 gap-1 truncate text-quiet text-xs tabular-nums max-md:hidden max-md:has-[.lost]:block">
      <span role="status" className={lost ? "lost font-medium text-failed" : ""}>
        {editing ? t(`save.${saveState}`, { at, why: refusal }) : t("save.readOnly")}
      </span>
      {!lost && (
        <>
          <span aria-hidden>·</span>
          <span>
            {live === null
              ? t("save.notLive")
              : t(places ? "save.liveOn" : "save.live", { number: live, places })}
          </span>
        </>
      )}
    </p>
  );
}
