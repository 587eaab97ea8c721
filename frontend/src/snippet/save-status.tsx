import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { classes } from "../ui/classes";
import { Icon } from "../ui/icon";
import type { SaveStatus } from "./draft";

const ICONS: Record<SaveStatus, string> = {
  saved: "cloud_done",
  saving: "cloud_upload",
  away: "cloud_off",
};

/** In the top bar: whether what one sees is what visitors get. */
export function SaveState({ status }: { status: SaveStatus }) {
  const { t } = useTranslation("snippet");
  const slot = document.getElementById("topbar-actions");
  const words = (
    <p
      role="status"
      className={classes(
        "flex items-center gap-1 pe-2 text-compact",
        status === "away" ? "text-failed" : "text-quiet",
      )}
    >
      <Icon name={ICONS[status]} small />
      {t(`save.${status}`)}
    </p>
  );
  return slot ? createPortal(words, slot) : words;
}
