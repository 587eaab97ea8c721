/** The ways out of a block before the server has said so: its schema tells which list makes paths. */

import { type Field, fieldsOf } from "./schema";
import { asText, shownWords } from "./texts";
import type { Config, Exit, Json, NodeKind } from "./types";

/**
 * Give the exits of a config.
 *
 * A list with the widget `choices` gives one exit per item, also within the rows of another list;
 * what the default config has beyond those of its own items belongs to the kind and comes last.
 */
export function deriveExits(kind: NodeKind, config: Config, language: string): Exit[] {
  const picksOf = (told: Config) =>
    fieldsOf(kind.schema).flatMap((field) => picks(field, told, language));
  const byDefault = new Set(picksOf(kind.default).map(({ id }) => id));
  return [...picksOf(config), ...kind.exits.filter((exit) => !byDefault.has(exit.id))];
}

function picks(field: Field, told: Config, language: string): Exit[] {
  const listed = items(told[field.name]);
  if (field.widget === "choices") return listed.map((item) => pick(item, language));
  return listed.flatMap((row) =>
    field.fields
      .flatMap((inner) => picks(inner, row, language))
      .map((exit) => ({ ...exit, id: `${idOf(row)}-${exit.id}` })),
  );
}

function items(value: Json | undefined): Config[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const idOf = (item: Config) => String(item.id);

function pick(item: Config, language: string): Exit {
  return { id: idOf(item), label: shownWords(asText(item.title), language) || "…" };
}
