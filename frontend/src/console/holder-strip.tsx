import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button";
import { classes } from "../ui/classes";
import { Icon } from "../ui/icon";
import { Menu } from "../ui/menu";
import { Tooltip } from "../ui/tooltip";
import { agoInWords, inWords, useSecondsSince } from "./clock";
import type { Refusal } from "./inbox";
import { type List, listOf, rowOf } from "./lists";
import type { How, Row } from "./protocol";
import { useInbox, useLine } from "./store";
import { useViewOf } from "./view";

const LOOKS: Record<List, string> = {
  waiting: "bg-needs-soft text-needs",
  mine: "bg-tint text-link",
  others: "bg-info-soft text-info",
  bot: "bg-visitor text-strong",
  done: "bg-done-soft text-done",
};

const ICONS: Record<List, string> = {
  waiting: "schedule",
  mine: "support_agent",
  others: "support_agent",
  bot: "smart_toy",
  done: "check_circle",
};

/** Who holds the chat, and the next move. */
export function HolderStrip({ id }: { id: string }) {
  const row = useInbox((inbox) => rowOf(inbox, id));
  const me = useInbox((inbox) => inbox.me);
  const refusal = useInbox((inbox) => inbox.refusals[id]);
  const { mayHandle } = useViewOf();
  if (!row) return null;
  const list = listOf(row, me);
  return (
    <div
      className={classes(
        "flex min-h-12 flex-wrap items-center gap-2 border-t px-4 py-2",
        refusal ? LOOKS.waiting : LOOKS[list],
      )}
    >
      <Icon name={refusal ? "error" : ICONS[list]} />
      <p role="status" className="min-w-0 flex-1 font-medium text-sm">
        {refusal ? <Refused refusal={refusal} row={row} /> : <Holder list={list} row={row} />}
      </p>
      {mayHandle && <NextMove list={list} id={id} />}
    </div>
  );
}

function Holder({ list, row }: { list: List; row: Row }): ReactNode {
  const { t } = useTranslation("console");
  if (list === "waiting" && row.waiting_since) return <Waits since={row.waiting_since} />;
  return t(`holder.${list}`, { name: row.agent ?? t("somebody") });
}

function Waits({ since }: { since: string }): ReactNode {
  const { t, i18n } = useTranslation("console");
  return t("holder.waiting", { time: inWords(useSecondsSince(since), i18n.language) });
}

/** Why my deed did not happen; my words are still in the field below. */
function Refused({ refusal, row }: { refusal: Refusal; row: Row }): ReactNode {
  const { t } = useTranslation("console");
  if (refusal.code === "newer_message") return t("holder.newer");
  if (refusal.by) return <Lost name={refusal.by} since={row.held_since ?? row.moved_at} />;
  return refusal.text || t("holder.offline");
}

function Lost({ name, since }: { name: string; since: string }): ReactNode {
  const { t, i18n } = useTranslation("console");
  return t("holder.lost", { name, ago: agoInWords(useSecondsSince(since), i18n.language) });
}

const WAYS: readonly (readonly [How, string])[] = [
  ["ask_again", "replay"],
  ["start_over", "restart_alt"],
  ["wait", "hourglass_empty"],
];

function NextMove({ list, id }: { list: List; id: string }) {
  const { t } = useTranslation("console");
  const line = useLine();
  if (list !== "mine") {
    return (
      <Tooltip label={t("move.takeOver")} keys="Alt+T" side="top">
        <Button
          look={list === "waiting" ? "primary" : "quiet"}
          icon="front_hand"
          onClick={() => line.takeOver(id)}
        >
          {t("move.takeOver")}
        </Button>
      </Tooltip>
    );
  }
  const ways = WAYS.map(([how, icon]) => ({
    label: t(`how.${how}`),
    icon,
    onSelect: () => line.returnToBot(id, how),
  }));
  return (
    <>
      <Menu
        trigger={
          <Button icon="smart_toy">
            {t("move.returnToBot")}
            <Icon name="arrow_drop_down" className="-me-2" />
          </Button>
        }
        items={ways}
      />
      <Tooltip label={t("move.done")} keys="Alt+E" side="top">
        <Button icon="check" onClick={() => line.finish(id)}>
          {t("move.done")}
        </Button>
      </Tooltip>
    </>
  );
}
