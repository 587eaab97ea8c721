import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Content, DeliveryNow } from "../../wire/frames.gen";
import { Button } from "../ui/button";
import { MessageBubble } from "../ui/message-bubble";
import { ThreadDivider } from "../ui/thread-divider";
import { TypingDots } from "../ui/typing-dots";
import { DeliveryLine } from "./delivery-line";
import type { Inbox } from "./inbox";
import { PendingBubble } from "./pending-bubble";
import type { Message } from "./protocol";
import { useInbox } from "./store";
import { type Entry, entriesOf, NO_THREAD, type Thread } from "./thread";
import { useScroll } from "./use-scroll";
import { type Hidden, type Judged, useJudged } from "./use-turns";

const threadOf = (id: string) => (inbox: Inbox) => inbox.threads[id] ?? NO_THREAD;
const contactOf = (id: string) => (inbox: Inbox) => inbox.rows[id]?.contact ?? "";

/** The words of one conversation; where one was reading stays where it was. */
export function ThreadView({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const thread = useInbox(threadOf(id));
  const visitor = useInbox(contactOf(id)) || t("visitor");
  const judged = useJudged(id);
  const length = thread.messages.length + thread.pending.length;
  const scroll = useScroll(id, length, thread.typing.length > 0);
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
          <EntryView key={keyOf(entry)} entry={entry} judged={judged} thread={thread} />
        ))}
        {thread.pending.map((reply) => (
          <PendingBubble key={reply.id} conversation={id} reply={reply} />
        ))}
        {thread.typing.map((typist) => (
          <TypingDots
            key={typist}
            author={typist}
            name={typist === "bot" ? t("author.bot") : visitor}
          />
        ))}
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

interface EntryViewProps {
  entry: Entry;
  judged: Judged;
  thread: Thread;
}

function EntryView({ entry, judged, thread }: EntryViewProps) {
  if (entry.kind === "day") return <Day at={entry.at} />;
  const { message, chosen } = entry;
  const visitors = message.author === "visitor";
  return (
    <MessageView
      message={message}
      chosen={chosen}
      hidden={visitors ? judged.hidden.get(message.seq) : undefined}
      stopped={visitors && judged.stopped(message.seq)}
      delivery={thread.deliveries[message.seq]}
    />
  );
}

function Day({ at }: { at: string }) {
  const { i18n } = useTranslation("console");
  const style = { weekday: "long", day: "numeric", month: "long" } as const;
  return <ThreadDivider>{new Date(at).toLocaleDateString(i18n.language, style)}</ThreadDivider>;
}

interface MessageViewProps {
  message: Message;
  chosen: string | null;
  hidden: Hidden | undefined;
  stopped: boolean;
  delivery: DeliveryNow | undefined;
}

const MessageView = memo(function MessageView(props: MessageViewProps) {
  const { message, chosen, hidden, stopped, delivery } = props;
  const { t } = useTranslation("console");
  const { author, content, name, at } = message;
  if (author === "system") return <ThreadDivider>{t(dividerKey(content))}</ThreadDivider>;
  const bubble = (
    <MessageBubble
      author={author}
      name={name ?? undefined}
      content={hidden ? { type: "text", text: hidden.text } : content}
      labels={hidden?.labels}
      at={at}
      chosen={chosen}
      mark={stopped ? t("thread.stopped") : undefined}
    />
  );
  if (!delivery) return bubble;
  return (
    <div className="flex flex-col gap-1">
      {bubble}
      <DeliveryLine delivery={delivery} />
    </div>
  );
});

const dividerKey = (content: Content) =>
  content.type === "divider" ? (`divider.${content.reason}` as const) : "divider.new_run";
