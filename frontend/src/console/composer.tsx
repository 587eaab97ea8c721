import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/icon-button";
import { TextArea } from "../ui/text-area";
import { listOf, rowOf } from "./lists";
import { readDraft, writeDraft } from "./local-storage";
import { useInbox, useLine } from "./store";
import { COMPOSER_NAME } from "./use-hotkeys";

const MAX_REPLY = 4_000;

/** Words for the visitor. They are kept, whoever holds the chat, until they are sent. */
export function Composer({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const line = useLine();
  const mine = useInbox((inbox) => {
    const row = rowOf(inbox, id);
    return row !== undefined && listOf(row, inbox.me) === "mine";
  });
  const [draft, setDraft] = useState(() => readDraft(id));
  const keep = (text: string) => {
    setDraft(text);
    writeDraft(id, text);
  };
  const say = () => {
    const text = draft.trim();
    if (!mine) line.takeOver(id);
    else if (text) {
      line.reply(id, text);
      keep("");
    }
  };
  const type = (text: string) => {
    keep(text);
    if (mine && text) line.typing();
  };
  const offers = !mine && draft.trim() !== "";
  return (
    <div className="border-t bg-card p-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <TextArea
            name={COMPOSER_NAME}
            label={t("composer.label")}
            hideLabel
            rows={1}
            maxLength={MAX_REPLY}
            value={draft}
            placeholder={t(mine ? "composer.write" : "composer.notMine")}
            help={offers ? t("composer.offer") : undefined}
            onValueChange={type}
            onKeyDown={(event) => onEnter(event, say)}
          />
        </div>
        <IconButton
          icon="send"
          label={t("composer.send")}
          keys="Enter"
          side="top"
          disabled={!mine || draft.trim() === ""}
          onClick={say}
          className="mt-0.5 bg-action touch:mt-0 text-on-action enabled:hover:bg-action-hover"
        />
      </div>
    </div>
  );
}

/** Enter says it, Shift+Enter makes a line; a half-written sign of an input method is left alone. */
function onEnter(event: KeyboardEvent, say: () => void): void {
  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  say();
}
