import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/shallow";
import { classes } from "../ui/classes";
import { EmptyState } from "../ui/empty-state";
import { IconButton } from "../ui/icon-button";
import { SkeletonList } from "../ui/skeleton";
import { type Tab, TabPanel, Tabs } from "../ui/tabs";
import { AwayButton } from "./away-button";
import type { Inbox } from "./inbox";
import { type List, listsOf, type TabName } from "./lists";
import { PretendButton } from "./pretend-button";
import { RowLine } from "./row-line";
import { useInbox } from "./store";
import type { Calls } from "./use-calls";
import { useViewOf } from "./view";

interface InboxPaneProps {
  calls: Calls;
  onHelp: () => void;
  className: string;
}

/** Who writes, by who holds them. */
export function InboxPane({ calls, onHelp, className }: InboxPaneProps) {
  const { t } = useTranslation("console");
  const { mayHandle } = useViewOf();
  return (
    <section
      aria-label={t("inbox.label")}
      className={classes("flex min-h-0 min-w-0 flex-col border-e bg-card", className)}
    >
      <Lists />
      <footer className="flex items-center gap-1 border-t p-2">
        {mayHandle && <PretendButton />}
        <span className="flex-1" />
        {mayHandle && <AwayButton />}
        <IconButton
          icon="keyboard"
          label={t("keys.title")}
          keys="?"
          side="top"
          onClick={onHelp}
          className="touch:hidden"
        />
        <IconButton
          icon={calls.muted ? "notifications_off" : "notifications_active"}
          label={t("sound.label")}
          pressed={!calls.muted}
          side="top"
          onClick={() => calls.mute(!calls.muted)}
        />
      </footer>
    </section>
  );
}

const countsOf = (inbox: Inbox) => {
  const { waiting, mine, bot } = listsOf(inbox);
  return { waiting: waiting.length, mine: mine.length, bot: bot.length };
};

function Lists() {
  const { t } = useTranslation("console");
  const { tab, showTab } = useViewOf();
  const counts = useInbox(useShallow(countsOf));
  const tabs: Tab<TabName>[] = [
    { value: "waiting", label: t("list.waiting"), count: counts.waiting },
    { value: "mine", label: t("list.mine"), count: counts.mine },
    { value: "bot", label: t("list.bot"), count: counts.bot },
    { value: "done", label: t("list.done") },
  ];
  return (
    <div className="flex min-h-0 flex-1 flex-col *:flex *:min-h-0 *:flex-1 *:flex-col">
      <Tabs label={t("inbox.label")} tabs={tabs} value={tab} onValueChange={showTab}>
        <TabPanel value={tab} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto">
          <Rows tab={tab} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

const isReady = (inbox: Inbox) => inbox.ready;
const idsOf = (list: List) => (inbox: Inbox) => listsOf(inbox)[list].map((row) => row.id);

function Rows({ tab }: { tab: TabName }) {
  const { t } = useTranslation("console");
  const ready = useInbox(isReady);
  const ids = useInbox(useShallow(idsOf(tab)));
  const others = useInbox(useShallow(idsOf("others")));
  const below = tab === "mine" ? others : [];
  if (!ready) {
    return (
      <div className="p-2">
        <SkeletonList rows={5} className="h-14" />
      </div>
    );
  }
  if (ids.length + below.length === 0) return <NobodyHere tab={tab} />;
  return (
    <>
      <RowList label={t(`list.${tab}`)} ids={ids} />
      {below.length > 0 && (
        <>
          <h2 className="border-b bg-page px-4 py-2 font-medium text-quiet text-xs">
            {t("list.others")}
          </h2>
          <RowList label={t("list.others")} ids={below} />
        </>
      )}
    </>
  );
}

function RowList({ label, ids }: { label: string; ids: readonly string[] }) {
  return (
    <ul aria-label={label}>
      {ids.map((id) => (
        <RowLine key={id} id={id} />
      ))}
    </ul>
  );
}

const ICONS: Record<TabName, string> = {
  waiting: "done_all",
  mine: "person",
  bot: "smart_toy",
  done: "inventory_2",
};

function NobodyHere({ tab }: { tab: TabName }) {
  const { t } = useTranslation("console");
  return <EmptyState icon={ICONS[tab]} title={t(`empty.${tab}`)} help={t(`emptyHelp.${tab}`)} />;
}
