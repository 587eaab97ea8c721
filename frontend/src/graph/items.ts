/** New items of lists in a config. */

import { freeId } from "./ids";
import type { Field } from "./schema";
import type { Config, Json } from "./types";

/**
 * Make an item that can be added: an empty text, or a copy of the first of the default config
 * (which is known to run) with an id of its own and no words yet.
 */
export function freshItem(field: Field, items: readonly Json[], byDefault: Json | undefined): Json {
  const example = Array.isArray(byDefault) ? byDefault[0] : undefined;
  if (!isObject(example)) return "";
  if (!("id" in example)) return { ...example };
  const taken = new Set(items.map((item) => (isObject(item) ? String(item.id) : "")));
  const emptied = field.fields.map((one) => [
    one.name,
    one.widget === "select" ? example[one.name] : "",
  ]);
  return { ...example, ...Object.fromEntries(emptied), id: freeId("choice", taken) };
}

const isObject = (value: Json | undefined): value is Record<string, Json> & Config =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Give the list with one more item. */
export function withFreshItem(items: readonly Json[], item: Json): Json[] {
  return [...items, item];
}
