import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Bubble } from "../ui/bubble";
import { Button } from "../ui/button";
import { ChoiceList } from "../ui/choice-list";
import { ThreadDivider } from "../ui/thread-divider";
import { TypingDots } from "../ui/typing-dots";
import type { Inbox } from "./inbox";
import { PendingBubble } from "./pending-bubble";
import type { Message } from "./protocol";
import { useInbox } from "./store";
import { type Entry, entriesOf, NO_THREAD } from "./thread";
import { useScroll } from "./use-scroll";

const threadOf = (id: string) => (inbox: Inbox) => inbox.threads[id] ?? NO_THREAD;
const contactOf = (id: string) => (inbox: Inbox) => inbox.rows[id]?.contact ?? "";

/** The words of one conversation; where one was reading stays where it was. */
export function ThreadView({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const thread = useInbox(threadOf(id));
  const visitor = useInbox(contactOf(id)) || t("visitor");
  const length = thread.messages.length + thread.pending.length;
  const scroll = useScroll(id, length, thread.visitorTypes);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroll.ref}
        onScroll={scroll.onScroll}
        role="log"
        aria-label={t("thread.messages")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="flex h-full flex-col gap-3 overflow-y-auto px-4 py-4 focus-visible:-outline-offset-2"
      >
        {entriesOf(thread.messages).map((entry) => (
          <EntryView key={keyOf(entry)} entry={entry} />
        ))}
        {thread.pending.map((reply) => (
          <PendingBubble key={reply.id} conversation={id} reply={reply} />
        ))}
        {thread.visitorTypes && <TypingDots author="visitor" name={visitor} />}
      </div>
      {scroll.behind > 0 && (
        <div className="absolute inset-x-0 bottom-3 grid place-items-center">
          <Button
            icon="arrow_downward"
            onClick={scroll.toNewest}
            className="rounded-full shadow-float"
          >
            {t("thread.newest", { count: scroll.behind })}
          </Button>
        </div>
      )}
    </div>
  );
}

const keyOf = (entry: Entry) => (entry.kind === "day" ? entry.at : entry.message.seq);

function EntryView({ entry }: { entry: Entry }) {
  if (entry.kind === "day") return <Day at={entry.at} />;
  return <MessageView message={entry.message} chosen={entry.chosen} />;
}

function Day({ at }: { at: string }) {
  const { i18n } = useTranslation("console");
  const style = { weekday: "long", day: "numeric", month: "long" } as const;
  return <ThreadDivider>{new Date(at).toLocaleDateString(i18n.language, style)}</ThreadDivider>;
}

interface MessageViewProps {
  message: Message;
  chosen: string | null;
}

const MessageView = memo(function MessageView({ message, chosen }: MessageViewProps) {
  const { t } = useTranslation("console");
  const { author, content, name, at } = message;
  if (author === "system") return <ThreadDivider>{t(dividerKey(content.reason))}</ThreadDivider>;
  return (
    <Bubble author={author} name={name} text={content.text ?? ""} at={at}>
      {content.choices?.length ? <ChoiceList choices={content.choices} chosen={chosen} /> : null}
    </Bubble>
  );
});

const dividerKey = (reason: string | undefined) =>
  reason === "start_over" ? "divider.start_over" : "divider.new_run";
