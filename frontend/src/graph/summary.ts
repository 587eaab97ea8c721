/** The real words on a card, read from any config by what its schema says. */

import { type Field, fieldsOf, isShown } from "./schema";
import { readable } from "./template";
import { asText, shownWords } from "./texts";
import type { Config, Json, NodeKind } from "./types";

/** Give the lines that a card shows; empty when nothing was written yet. */
export function deriveSummary(kind: NodeKind, config: Config, language: string): string {
  const fields = fieldsOf(kind.schema).filter((field) => !field.advanced);
  const required = fields.filter((field) => !field.optional);
  const shown = required.length > 0 ? required : fields;
  const lines = shown.flatMap((field) => linesOf(field, config[field.name] ?? null, language));
  return lines.filter((line) => line.trim() !== "").join("\n");
}

function linesOf(field: Field, value: Json, language: string): string[] {
  if (value === null) return [];
  const read = READERS[field.widget];
  return read ? read(field, value, language) : [];
}

type Read = (field: Field, value: Json, language: string) => string[];

const READERS: Partial<Record<Field["widget"], Read>> = {
  text: (_, value, language) => [words(value, language)],
  words: (_, value) => [readable(String(value))],
  name: (_, value) => [String(value)],
  time: (_, value) => [String(value)],
  team: (_, value) => [String(value)],
  select: (field, value) => [labelOf(field, value)],
  texts: (_, value, language) => items(value).map((text) => words(text, language)),
  rows: (field, value) => items(value).map((row) => rowSentence(field, row as Config)),
};

const items = (value: Json) => (Array.isArray(value) ? value : []);

const words = (value: Json, language: string) => readable(shownWords(asText(value), language));

const labelOf = (field: Field, value: Json) =>
  field.options.find((option) => option.value === value)?.label ?? String(value);

/** Read a row aloud: "order number is 1042". */
export function rowSentence(list: Field, row: Config): string {
  const parts = list.fields
    .filter((field) => isShown(field, row))
    .map((field) => part(field, row[field.name] ?? field.byDefault ?? null));
  return parts.filter(Boolean).join(" ");
}

/** Of a list within a row the row says nothing: each of its items stands below. */
const LISTS: ReadonlySet<Field["widget"]> = new Set(["choices", "rows"]);

function part(field: Field, value: Json): string {
  if (field.widget === "select") return labelOf(field, value);
  if (field.widget === "variable") return humanName(String(value ?? ""));
  if (LISTS.has(field.widget)) return "";
  return Array.isArray(value) ? value.join(", ") : readable(String(value ?? ""));
}

/** A value's name as people read it: `order_number` is "order number". */
export function humanName(name: string): string {
  return name.replaceAll("_", " ");
}
