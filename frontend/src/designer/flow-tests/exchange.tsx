import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/icon-button";
import { Select } from "../../ui/select";
import { TextArea } from "../../ui/text-area";
import { TextField } from "../../ui/text-field";
import { type Exchange, type ExpectedReply, type Looks, lookedAt, looksAt } from "../api/script";

interface EditedExchangeProps {
  number: number;
  exchange: Exchange;
  onChange: (part: Partial<Exchange>) => void;
  /** Not there for the only turn. */
  onRemove: (() => void) | undefined;
}

/** One turn: the visitor's words, and what the bot must say to them. */
export function EditedExchange({ number, exchange, onChange, onRemove }: EditedExchangeProps) {
  const { t } = useTranslation("designer");
  const { cause = "message", inputs = [], replies } = exchange;
  const setInput = (index: number, text: string) =>
    onChange({ inputs: inputs.map((one, at) => (at === index ? { ...one, text } : one)) });
  const setReply = (index: number, reply: ExpectedReply) =>
    onChange({ replies: (replies ?? []).map((one, at) => (at === index ? reply : one)) });
  return (
    <li className="flex flex-col gap-2 rounded-card border p-3">
      <div className="flex min-h-control items-center gap-2">
        <h3 className="flex-1 text-compact">
          {cause === "message"
            ? t("tests.turnTitle", { number })
            : t(`tests.cause.${cause as "opened"}`, { number })}
        </h3>
        {onRemove && (
          <IconButton icon="delete" label={t("tests.removeTurn", { number })} onClick={onRemove} />
        )}
      </div>
      {inputs.map((input, index) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: a message has no name but its place
          key={index}
          label={t("tests.visitor")}
          value={input.text ?? ""}
          readOnly={Boolean(input.choice || input.values || input.attachment)}
          onValueChange={(text) => setInput(index, text)}
        />
      ))}
      {replies?.map((reply, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a reply has no name but its place
        <Reply key={index} reply={reply} onChange={(next) => setReply(index, next)} />
      ))}
      {!replies && <p className="text-compact text-quiet">{t("tests.anyReplies")}</p>}
    </li>
  );
}

function Reply({
  reply,
  onChange,
}: {
  reply: ExpectedReply;
  onChange: (reply: ExpectedReply) => void;
}) {
  const { t } = useTranslation("designer");
  const looks = looksAt(reply);
  const offered: Looks[] = ["exact", "contains", "anything"];
  if (looks === "matches") offered.push("matches");
  return (
    <div className="flex flex-col gap-1">
      <Select
        label={t("tests.bot")}
        value={looks}
        options={offered.map((value) => ({ value, label: t(`tests.looks.${value}`) }))}
        onValueChange={(next) => onChange(lookedAt(reply, next))}
      />
      {looks !== "anything" && (
        <TextArea
          label={t("tests.words")}
          hideLabel
          rows={1}
          value={reply.text}
          onValueChange={(text) => onChange({ ...reply, text })}
        />
      )}
    </div>
  );
}
