import { useTranslation } from "react-i18next";
import { choicesOf, wordsOf } from "../../wire/frames";
import type { Content } from "../../wire/frames.gen";
import { type Author, Bubble } from "./bubble";
import { ChoiceList } from "./choice-list";
import { Drawing, type TriedInput } from "./drawing";
import { Icon } from "./icon";

/** What is more than words and buttons, as the visitor sees it. */
const DRAWN: readonly Content["type"][] = ["media", "cards", "sources"];

interface MessageBubbleProps {
  author: Author;
  name?: string | undefined;
  content: Content;
  at?: string | undefined;
  /** What stands in brackets for words that were taken out. */
  labels?: readonly string[] | undefined;
  /** What became of it, in a word. */
  mark?: string | undefined;
  /** The id of the button that was picked. */
  chosen?: string | null | undefined;
  /** Without it the message only shows what was asked. */
  onAnswer?: ((answer: TriedInput) => void) | undefined;
}

/** A message of any kind: its words, what is drawn of it, and what answers it. */
export function MessageBubble({ content, chosen, onAnswer, ...bubble }: MessageBubbleProps) {
  return (
    <Bubble {...bubble} text={bubbleWords(content)}>
      {DRAWN.includes(content.type) && <Drawing content={content} />}
      {hasOwnAnswer(content) ? (
        <Question content={content} onAnswer={onAnswer} />
      ) : (
        <Choices content={content} chosen={chosen} onAnswer={onAnswer} />
      )}
    </Bubble>
  );
}

function Choices({
  content,
  chosen,
  onAnswer,
}: Pick<MessageBubbleProps, "content" | "chosen" | "onAnswer">) {
  const choices = choicesOf(content);
  if (choices.length === 0) return null;
  const pick = onAnswer && ((id: string, title: string) => onAnswer({ text: title, choice: id }));
  return (
    <ChoiceList
      choices={choices}
      chosen={chosen}
      onChoose={pick && (({ id, title }) => pick(id, title))}
    />
  );
}

/** Answered by more than a button. */
function hasOwnAnswer(content: Content): boolean {
  if (content.type === "text") return content.many === true;
  return content.type in ICONS;
}

const ICONS = {
  form: "dynamic_form",
  date: "event",
  file_request: "attach_file",
  location_request: "location_on",
} as const;

function Question({ content, onAnswer }: Pick<MessageBubbleProps, "content" | "onAnswer">) {
  const { t } = useTranslation("common");
  if (onAnswer) return <Drawing content={content} onAnswer={onAnswer} />;
  if (content.type === "text") return <ChoiceList choices={content.choices ?? []} />;
  const kind = content.type as keyof typeof ICONS;
  const fields = content.type === "form" ? content.fields.map(({ label }) => label) : [];
  return (
    <p className="flex max-w-[min(34rem,85%)] items-center gap-1 px-2 text-quiet text-xs">
      <Icon name={ICONS[kind]} small />
      {t(`asks.${kind}`, { fields: fields.join(", ") })}
    </p>
  );
}

/** The words of a picture stand below it, the address of what is agreed to below its words. */
function bubbleWords(content: Content): string {
  if (content.type === "media") return "";
  if (content.type === "consent" && content.link) return `${content.text}\n${content.link}`;
  return wordsOf(content);
}
