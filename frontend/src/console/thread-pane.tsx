import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/shallow";
import { Avatar } from "../ui/avatar";
import { classes } from "../ui/classes";
import { EmptyState } from "../ui/empty-state";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";
import { Composer } from "./composer";
import { HolderStrip } from "./holder-strip";
import type { Inbox } from "./inbox";
import { KeepAsTest } from "./keep-as-test";
import { rowOf } from "./lists";
import { useInbox } from "./store";
import { ThreadView } from "./thread-view";
import { useViewOf } from "./view";

const openOf = (inbox: Inbox) => ({
  id: inbox.openId,
  missing: inbox.missing,
  known: inbox.openId !== null && inbox.openId in inbox.rows,
});

/** The open conversation: its words, who holds it, and what to say. */
export function ThreadPane({ className }: { className: string }) {
  const { t } = useTranslation("console");
  const { mayHandle } = useViewOf();
  const { id, missing, known } = useInbox(useShallow(openOf));
  return (
    <section
      aria-label={t("thread.label")}
      className={classes("flex min-h-0 min-w-0 flex-col bg-page", className)}
    >
      {id && known && !missing ? (
        <>
          <Head id={id} />
          <ThreadView key={id} id={id} />
          <HolderStrip id={id} />
          {mayHandle && <Composer key={`composer-${id}`} id={id} />}
        </>
      ) : (
        <Nothing missing={missing} />
      )}
    </section>
  );
}

function Nothing({ missing }: { missing: boolean }) {
  const { t } = useTranslation("console");
  return (
    <div className="grid flex-1 place-items-center">
      <EmptyState
        icon={missing ? "search_off" : "forum"}
        title={t(missing ? "thread.missing" : "thread.none")}
        help={t(missing ? "thread.missingHelp" : "thread.noneHelp")}
      />
    </div>
  );
}

function Head({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const { mayKeepTests, showPage, back } = useViewOf();
  const row = useInbox((inbox) => rowOf(inbox, id));
  const name = row?.contact || t("visitor");
  return (
    <header className="flex h-14 flex-none items-center gap-3 border-b bg-card px-3">
      <IconButton icon="arrow_back" label={t("back")} onClick={back} className="md:hidden" />
      <Avatar name={row?.contact ?? ""} />
      <div className="min-w-0 flex-1">
        <h2 dir="auto" className="truncate text-sm">
          {name}
        </h2>
        <p className="truncate text-quiet text-xs">
          {row?.channel}
          <Viewing id={id} />
        </p>
      </div>
      {mayKeepTests && <KeepAsTest id={id} />}
      <IconButton
        icon="info"
        label={t("details.label")}
        onClick={() => showPage("details")}
        className="xl:hidden"
      />
    </header>
  );
}

const namesOf = (id: string) => (inbox: Inbox) =>
  (inbox.threads[id]?.people ?? []).map((person) => person.name).join(", ");

function Viewing({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const names = useInbox(namesOf(id));
  if (!names) return null;
  return (
    <span className="text-info">
      {" · "}
      <Icon name="visibility" small className="align-text-bottom" /> {t("viewing", { names })}
    </span>
  );
}
