/** The ways out of a block before the server has said so: its schema tells which list makes paths. */

import { fieldsOf } from "./schema";
import { asText, shownWords } from "./texts";
import type { Config, Exit, Json, NodeKind } from "./types";

/**
 * Give the exits of a config.
 *
 * A list with the widget `choices` gives one exit per item; what the default config has beyond
 * those of its own items belongs to the kind and comes last.
 */
export function deriveExits(kind: NodeKind, config: Config, language: string): Exit[] {
  const lists = fieldsOf(kind.schema).filter((field) => field.widget === "choices");
  const byDefault = new Set(lists.flatMap(({ name }) => items(kind.default[name]).map(idOf)));
  const picks = lists.flatMap(({ name }) =>
    items(config[name]).map((item) => pick(item, language)),
  );
  return [...picks, ...kind.exits.filter((exit) => !byDefault.has(exit.id))];
}

function items(value: Json | undefined): Config[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const idOf = (item: Config) => String(item.id);

function pick(item: Config, language: string): Exit {
  return { id: idOf(item), label: shownWords(asText(item.title), language) || idOf(item) };
}
