/** New items of lists in a config. */

import { freeId } from "./ids";
import type { Field, Widget } from "./schema";
import type { Config, Json } from "./types";

/**
 * Make an item that can be added: an empty text, or a copy of the first of the default config
 * (which is known to run) with an id of its own and no words yet.
 */
export function freshItem(field: Field, items: readonly Json[], byDefault: Json | undefined): Json {
  const example = Array.isArray(byDefault) ? byDefault[0] : undefined;
  const taken = new Set(items.map((item) => (isObject(item) ? String(item.id) : "")));
  if (!isObject(example)) return field.fields.length > 0 ? firstItem(field, taken) : "";
  if (!("id" in example)) return { ...example };
  const emptied = field.fields.flatMap((one) =>
    one.widget in EMPTY ? [[one.name, EMPTY[one.widget]]] : [],
  );
  return { ...example, ...Object.fromEntries(emptied), id: freeId(stem(example.id), taken) };
}

/** Make an item of a list that begins without one; each choice makes a path, by its id. */
function firstItem(field: Field, taken: ReadonlySet<string>): Json {
  const empty = Object.fromEntries(field.fields.map((one) => [one.name, one.byDefault ?? ""]));
  return field.widget === "choices" ? { ...empty, id: freeId("choice", taken) } : empty;
}

/** What is each item's own, and so never copied: its words, and the value that keeps it. */
const EMPTY: Partial<Record<Widget, Json>> = { text: "", words: "", variable: null };

/** Give `choice` of `choice_1`. */
const stem = (id: Json | undefined) => String(id).replace(/_\d+$/, "");

const isObject = (value: Json | undefined): value is Record<string, Json> & Config =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Give the list with one more item. */
export function withFreshItem(items: readonly Json[], item: Json): Json[] {
  return [...items, item];
}
