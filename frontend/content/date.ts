import type { DateContent } from "../wire/frames.gen";
import { h } from "./markup";
import { sendButton, withError } from "./sending";
import type { Tools } from "./tools";
import { type Words, wordsIn } from "./words";

const TYPES = { date: "date", time: "time", datetime: "datetime-local" } as const;

/** Draw the browser's own field for a day, a time or both. */
export function askDate(content: DateContent, { language, say }: Tools): HTMLElement {
  const words = wordsIn(language);
  const { text, wants = "date", earliest, latest } = content;
  const field = h("input", { type: TYPES[wants], "aria-label": text, required: "" });
  if (earliest) field.min = bound(earliest, wants, "00:00");
  if (latest) field.max = bound(latest, wants, "23:59");
  const send = () => {
    const wrong = wrongWith(field, content, words);
    if (!wrong) say({ text: field.value.replace("T", " ") });
    return wrong;
  };
  return withError(h("form", { class: "date" }, field), sendButton(words.send), send);
}

/** A field for both needs both in its bounds. */
function bound(limit: string, wants: string, time: string): string {
  if (wants !== "datetime") return limit;
  return limit.includes(":") ? limit.replace(" ", "T") : `${limit}T${time}`;
}

function wrongWith(
  field: HTMLInputElement,
  { earliest, latest }: DateContent,
  words: Words,
): string {
  if (!field.value) return field.validity.badInput ? words.invalid : words.required;
  if (field.validity.rangeUnderflow) return words.from(earliest ?? "");
  return field.validity.rangeOverflow ? words.until(latest ?? "") : "";
}
