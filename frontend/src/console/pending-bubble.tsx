import { useTranslation } from "react-i18next";
import { Bubble } from "../ui/bubble";
import { Button } from "../ui/button";
import { useLine } from "./store";
import type { Pending } from "./thread";

interface PendingBubbleProps {
  conversation: string;
  reply: Pending;
}

/** A reply on its way; a refused one can be said again or dropped. */
export function PendingBubble({ conversation, reply }: PendingBubbleProps) {
  const { t } = useTranslation("console");
  const line = useLine();
  const onItsWay = reply.seq === null ? "sending" : undefined;
  return (
    <Bubble author="agent" text={reply.text} sending={reply.failed ? "failed" : onItsWay}>
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
