import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "./classes";
import { Icon } from "./icon";
import { RelativeTime } from "./relative-time";

export type Author = "visitor" | "bot" | "agent" | "note";

const SHAPES: Record<Author, string> = {
  visitor: "rounded-es-sm bg-visitor text-strong",
  bot: "rounded-ee-sm bg-bot text-strong",
  agent: "rounded-ee-sm bg-primary-700 text-white",
  note: "rounded-ee-sm border border-needs/30 bg-note text-on-note",
};

/** `kept` waits here for a line. */
type Sending = "sending" | "queued" | "failed";

interface BubbleProps {
  author: Author;
  /** Who exactly; without it the author is only spoken. */
  name?: string | undefined;
  /** Without any, only what belongs to the message is shown. */
  text: string;
  /** ISO 8601. */
  at?: string | undefined;
  /** Of one's own message that is not yet, or not at all, with the server. */
  sending?: Sending | undefined;
  /** What stands in brackets for words that were taken out. */
  labels?: readonly string[] | undefined;
  /** What became of it, in a word. */
  mark?: string | undefined;
  /** What belongs to the message: a `ChoiceList`, a button to try again. */
  children?: ReactNode;
}

/** One message of a thread: the visitor at the start, everybody of the house at the end. */
export function Bubble(props: BubbleProps) {
  const { author, name, text, at, sending, labels = [], mark, children } = props;
  const own = author !== "visitor";
  return (
    <article className={classes("flex flex-col gap-1", own ? "items-end" : "items-start")}>
      <Author author={author} name={name} />
      {text && (
        <p
          dir="auto"
          className={classes(
            "max-w-[min(34rem,85%)] whitespace-pre-wrap rounded-bubble px-4 py-2.5 text-sm wrap-anywhere",
            SHAPES[author],
            (sending === "sending" || sending === "queued") && "saturate-50",
          )}
        >
          {labels.length > 0 ? <Labelled text={text} labels={labels} /> : text}
        </p>
      )}
      {children}
      {mark && (
        <p className="flex items-center gap-1 px-2 text-failed text-xs">
          <Icon name="block" small />
          {mark}
        </p>
      )}
      <Fate at={at} sending={sending} />
    </article>
  );
}

/** Words with a label where something was taken out. */
function Labelled({ text, labels }: { text: string; labels: readonly string[] }) {
  const known = new Set(labels.map((label) => `[${label}]`));
  return text.split(/(\[[^\]]*\])/).map((part, index) =>
    known.has(part) ? (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text keep their places
        key={index}
        className="mx-0.5 inline-flex items-center gap-1 rounded-control bg-card px-1.5 py-0.5 text-body text-xs"
      >
        <Icon name="visibility_off" small />
        {part.slice(1, -1)}
      </span>
    ) : (
      part
    ),
  );
}

function Author({ author, name }: Pick<BubbleProps, "author" | "name">) {
  const { t } = useTranslation("common");
  if (author === "note") {
    return (
      <p className="flex items-center gap-1 px-2 text-needs text-xs">
        <Icon name="lock" small />
        {[t("author.note"), name].filter(Boolean).join(" · ")}
      </p>
    );
  }
  if (name) return <p className="px-2 text-quiet text-xs">{name}</p>;
  return <span className="sr-only">{author === "agent" ? "" : t(`author.${author}`)}</span>;
}

function Fate({ at, sending }: Pick<BubbleProps, "at" | "sending">) {
  const { t } = useTranslation("common");
  if (sending === "failed") {
    return (
      <p role="alert" className="flex items-center gap-1 px-2 text-failed text-xs">
        <Icon name="error" small />
        {t("message.failed")}
      </p>
    );
  }
  if (sending === "queued") {
    return (
      <p className="flex items-center gap-1 px-2 text-needs text-xs">
        <Icon name="cloud_off" small />
        {t("message.kept")}
      </p>
    );
  }
  if (sending) return <p className="px-2 text-quiet text-xs">{t("message.sending")}</p>;
  return at ? <RelativeTime at={at} className="px-2 text-quiet text-xs tabular-nums" /> : null;
}
