import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/shallow";
import { Avatar } from "../ui/avatar";
import { classes } from "../ui/classes";
import { Icon } from "../ui/icon";
import { RelativeTime } from "../ui/relative-time";
import { inWords, useSecondsSince } from "./clock";
import type { Inbox } from "./inbox";
import { isUnread, rowOf, waitsSince } from "./lists";
import type { Row } from "./protocol";
import { useInbox } from "./store";
import { useViewOf } from "./view";

const CHANNEL_ICONS: Record<string, string> = { web: "language", webhook: "webhook" };

/** One line of the inbox; it alone changes when its row does. */
export const RowLine = memo(function RowLine({ id }: { id: string }) {
  const { open } = useViewOf();
  const line = useInbox(useShallow((inbox: Inbox) => lineOf(inbox, id)));
  if (!line.row) return null;
  const { row, unread, current } = line;
  return (
    <li className="border-b">
      <button
        type="button"
        aria-current={current || undefined}
        onClick={() => open(id)}
        className={classes(
          "flex h-16 w-full items-center gap-3 border-s-2 px-3 text-start transition-colors focus-visible:-outline-offset-2",
          current ? "border-s-action bg-tint" : "border-s-transparent hover:bg-hover",
        )}
      >
        <Avatar name={row.contact} />
        <span className="min-w-0 flex-1">
          <Title row={row} unread={unread} />
          <LastWords row={row} unread={unread} />
        </span>
      </button>
    </li>
  );
});

function lineOf(inbox: Inbox, id: string) {
  const row = rowOf(inbox, id);
  const unread = row ? isUnread(row, inbox) : false;
  return { row, unread, current: inbox.openId === id };
}

interface PartProps {
  row: Row;
  unread: boolean;
}

function Title({ row, unread }: PartProps) {
  const { t } = useTranslation("console");
  return (
    <span className="flex items-center gap-1.5">
      <span
        dir="auto"
        className={classes(
          "truncate text-sm text-strong",
          unread ? "font-semibold" : "font-medium",
        )}
      >
        {row.contact || t("visitor")}
      </span>
      <span title={row.channel} className="flex-none text-quiet">
        <Icon name={CHANNEL_ICONS[row.channel_kind] ?? "chat"} small />
      </span>
      <span className="flex-1" />
      <When row={row} />
    </span>
  );
}

/** How long somebody waits, in the colour that needs a person; else when it last moved. */
function When({ row }: { row: Row }) {
  const since = waitsSince(row);
  if (since) return <Waited since={since} />;
  const at = row.last_at ?? row.moved_at;
  return <RelativeTime at={at} className="flex-none text-quiet text-xs tabular-nums" />;
}

function Waited({ since }: { since: string }) {
  const { t, i18n } = useTranslation("console");
  const words = inWords(useSecondsSince(since), i18n.language);
  return (
    <span className="flex flex-none items-center gap-0.5 font-medium text-needs text-xs tabular-nums">
      <Icon name="schedule" small />
      <span className="sr-only">{t("waiting.for")}</span>
      {words}
    </span>
  );
}

function LastWords({ row, unread }: PartProps) {
  const { t } = useTranslation("console");
  const author = row.last_author === "bot" ? t("author.bot") : row.agent;
  const by = row.last_author === "visitor" || !author ? "" : `${author}: `;
  return (
    <span className="flex items-center gap-2">
      <span
        dir="auto"
        className={classes(
          "min-w-0 flex-1 truncate text-compact",
          unread ? "font-semibold text-strong" : "text-quiet",
        )}
      >
        {by}
        {row.last_words}
      </span>
      {unread && (
        <span className="size-2 flex-none rounded-full bg-action">
          <span className="sr-only">{t("unread")}</span>
        </span>
      )}
    </span>
  );
}
