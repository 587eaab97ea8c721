/** What a kind's JSON Schema means for the inspector: a list of fields, each with its widget. */

import type { Config, Json, Schema, UiHints } from "./types";

export type Widget =
  | "text"
  | "words"
  | "texts"
  | "choices"
  | "rows"
  | "fields"
  | "variable"
  | "team"
  | "select"
  | "switch"
  | "number"
  | "name"
  | "time"
  | "language"
  | "block"
  | "flow";

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface Field {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly widget: Widget;
  /** May be left out. */
  readonly optional: boolean;
  readonly advanced: boolean;
  readonly options: readonly Option[];
  /** Of a list: the fields of one item; empty when an item is itself a text. */
  readonly fields: readonly Field[];
  readonly atLeast: number;
  readonly atMost: number;
  /** A variable field that reads: parts of values and what is always there may be chosen. */
  readonly reads: boolean;
  /** Words that may differ by language. */
  readonly translated: boolean;
  readonly onlyWith: UiHints["only_with"];
  /** What counts when nothing is there. */
  readonly byDefault: Json | undefined;
  /** What counts for the other fields of the object when nothing is there. */
  readonly defaults: Config;
}

/** The only field names that people never see: they tie paths to items. */
const HIDDEN = new Set(["id"]);
const LISTS: readonly Widget[] = ["texts", "choices", "rows", "fields"];

const known = new WeakMap<Schema, readonly Field[]>();

/** Give the fields of a config, in the order of the schema. */
export function fieldsOf(schema: Schema): readonly Field[] {
  const fields = known.get(schema) ?? readFields(schema, schema);
  known.set(schema, fields);
  return fields;
}

function readFields(schema: Schema, root: Schema): Field[] {
  const required = new Set(schema.required);
  const properties = Object.entries(schema.properties ?? {});
  const defaults = Object.fromEntries(
    properties.map(([name, property]) => [name, property.default ?? null]),
  );
  return properties
    .filter(([name, property]) => !HIDDEN.has(name) && property.const === undefined)
    .map(([name, property]) => ({
      ...toField(name, property, root, !required.has(name)),
      defaults,
    }));
}

function toField(
  name: string,
  written: Schema,
  root: Schema,
  optional: boolean,
): Omit<Field, "defaults"> {
  const schema = { ...resolve(written, root), ...written };
  const variants = (schema.anyOf ?? [schema]).map((variant) => resolve(variant, root));
  const widget = widgetOf(schema, variants);
  return {
    name,
    widget,
    optional,
    title: schema.title ?? name,
    help: schema.description ?? "",
    advanced: schema.ui?.advanced ?? false,
    options: optionsOf(schema, variants),
    fields: LISTS.includes(widget) ? itemFields(variants, root) : [],
    atLeast: variants.find(isList)?.minItems ?? 0,
    atMost: variants.find(isList)?.maxItems ?? Number.POSITIVE_INFINITY,
    reads: variants.some((variant) => variant.pattern?.includes("\\.") ?? false),
    translated: isTranslated(variants, root),
    onlyWith: schema.ui?.only_with,
    byDefault: schema.default,
  };
}

/** Follow a reference into the definitions. */
function resolve(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return (name === undefined ? schema : root.$defs?.[name]) ?? schema;
}

const isList = (schema: Schema) => schema.type === "array";

function widgetOf(schema: Schema, variants: readonly Schema[]): Widget {
  const hinted = schema.ui?.widget as Widget | undefined;
  if (hinted) return hinted;
  if (variants.some((variant) => variant.enum)) return "select";
  if (variants.some((variant) => variant.type === "string")) return "words";
  if (variants.some(isList)) return "rows";
  return variants.some((variant) => variant.type === "boolean") ? "switch" : "number";
}

function optionsOf(schema: Schema, variants: readonly Schema[]): Option[] {
  const words = schema.ui?.options ?? schema.ui?.labels ?? {};
  const values = variants.find((variant) => variant.enum)?.enum?.map(String) ?? Object.keys(words);
  return values.map((value) => ({ value, label: words[value] ?? value }));
}

function itemFields(variants: readonly Schema[], root: Schema): Field[] {
  const items = variants.find(isList)?.items;
  return items ? readFields(resolve(items, root), root) : [];
}

function isTranslated(variants: readonly Schema[], root: Schema): boolean {
  const items = variants.find(isList)?.items;
  const own = items ? (items.anyOf ?? [items]).map((item) => resolve(item, root)) : variants;
  return own.some((variant) => variant.patternProperties !== undefined);
}

/** Say whether a field is to be seen under the other values of its object. */
export function isShown(field: Field, values: Config): boolean {
  return Object.entries(field.onlyWith ?? {}).every(([other, wanted]) =>
    wanted.includes(String(values[other] ?? field.defaults[other])),
  );
}

/** Change one value of an object; what is not to be seen any more is left out, what is new is as it begins. */
export function withValue(
  values: Config,
  fields: readonly Field[],
  name: string,
  value: Json,
): Config {
  const changed: Record<string, Json> = { ...values, [name]: value };
  for (const field of fields) {
    if (!field.onlyWith) continue;
    if (!isShown(field, changed)) delete changed[field.name];
    else changed[field.name] ??= field.byDefault ?? "";
  }
  return changed;
}
