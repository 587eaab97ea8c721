import { useTranslation } from "react-i18next";
import { Bubble } from "../ui/bubble";
import { Button } from "../ui/button";
import type { Inbox } from "./inbox";
import { useInbox, useLine } from "./store";
import type { Pending } from "./thread";

interface PendingBubbleProps {
  conversation: string;
  reply: Pending;
}

const isOnline = (inbox: Inbox) => inbox.link === "online";

/** A reply on its way, or kept until there is one; a refused one can be said again or dropped. */
export function PendingBubble({ conversation, reply }: PendingBubbleProps) {
  const { t } = useTranslation("console");
  const line = useLine();
  const online = useInbox(isOnline);
  const onItsWay = online ? "sending" : "queued";
  const undelivered = reply.seq === null ? onItsWay : undefined;
  return (
    <Bubble author="agent" text={reply.text} sending={reply.failed ? "failed" : undelivered}>
      {reply.failed && (
        <div className="flex gap-2">
          <Button onClick={() => line.discard(conversation, reply.id)}>{t("reply.discard")}</Button>
          <Button icon="refresh" onClick={() => line.retry(conversation, reply.id)}>
            {t("reply.retry")}
          </Button>
        </div>
      )}
    </Bubble>
  );
}
