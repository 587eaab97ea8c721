import { useTranslation } from "react-i18next";
import type { DeliveryNow } from "../../wire/frames.gen";
import { classes } from "../ui/classes";
import { Icon } from "../ui/icon";
import { useViewOf } from "./view";

const ICONS: Record<DeliveryNow["state"], string> = {
  waiting: "schedule",
  sending: "schedule",
  sent: "check",
  delivered: "done_all",
  read: "visibility",
  failed: "error",
  unknown: "help",
  suppressed: "block",
};

const TROUBLE: Partial<Record<DeliveryNow["state"], string>> = {
  failed: "text-failed",
  unknown: "text-needs",
  suppressed: "text-needs",
};

/** How far a message has come on its way to the visitor, and why no further. */
export function DeliveryLine({ delivery }: { delivery: DeliveryNow }) {
  const { t } = useTranslation("console");
  const { mayHandle } = useViewOf();
  const { state, why, message_id } = delivery;
  const trouble = TROUBLE[state];
  const sentence = [t(`delivery.${state}`), why && t(`why.${why}`)].filter(Boolean).join(": ");
  return (
    <p
      className={classes("flex items-center gap-1 self-end px-2 text-xs", trouble ?? "text-quiet")}
    >
      <Icon name={ICONS[state]} small />
      {sentence}
      {trouble && mayHandle && (
        <a
          href={`../delivery/messages/${message_id}/`}
          className="ms-1 text-link underline underline-offset-2"
        >
          {t("delivery.more")}
        </a>
      )}
    </p>
  );
}
