import { useTranslation } from "react-i18next";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import type { Inbox } from "./inbox";
import { useInbox } from "./store";

const linkOf = (inbox: Inbox) => inbox.link;

/** The line is broken: what that means, and what happens by itself. */
export function ReconnectBar() {
  const { t } = useTranslation("console");
  const link = useInbox(linkOf);
  if (link !== "away" && link !== "refused") return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-needs-soft px-4 py-2 text-compact text-needs"
    >
      <Icon name="cloud_off" />
      <span>{t(`line.${link}`)}</span>
      {link === "refused" && (
        <Button onClick={() => window.location.reload()}>{t("line.reload")}</Button>
      )}
    </div>
  );
}
