/** The words of blocks in the language of the page; the server says them in English. */

import type { Exit, NodeKind, Schema, UiHints } from "../../graph/types";
import { i18next } from "../../i18n";

/** The English words are the keys: a dot or a colon in them means nothing. */
const AS_KEYS = {
  ns: "blocks",
  keySeparator: false,
  nsSeparator: false,
  skipInterpolation: true,
} as const;

/** Give words of the server in the language of the page; those of a plug-in stay as they are. */
export function inOurWords(english: string): string {
  return english && i18next.t(english, { ...AS_KEYS, defaultValue: english });
}

/** Give a kind of block in the language of the page; it is also found by its English name. */
export function kindInOurWords(kind: NodeKind): NodeKind {
  return {
    ...kind,
    label: inOurWords(kind.label),
    help: inOurWords(kind.help),
    search: [...kind.search, kind.label],
    exits: kind.exits.map(exitInOurWords),
    schema: schemaInOurWords(kind.schema),
  };
}

/** Give a way out in the language of the page. */
export function exitInOurWords(exit: Exit): Exit {
  const advice = exit.advice ? { advice: inOurWords(exit.advice) } : {};
  return { ...exit, label: inOurWords(exit.label), ...advice };
}

function schemaInOurWords(schema: Schema): Schema {
  const { title, description, ui, properties, $defs, items, anyOf } = schema;
  return {
    ...schema,
    ...(title === undefined ? {} : { title: inOurWords(title) }),
    ...(description === undefined ? {} : { description: inOurWords(description) }),
    ...(ui && { ui: hintsInOurWords(ui) }),
    ...(properties && { properties: eachOf(properties, schemaInOurWords) }),
    ...($defs && { $defs: eachOf($defs, schemaInOurWords) }),
    ...(items && { items: schemaInOurWords(items) }),
    ...(anyOf && { anyOf: anyOf.map(schemaInOurWords) }),
  };
}

function hintsInOurWords(ui: UiHints): UiHints {
  return {
    ...ui,
    ...(ui.options && { options: eachOf(ui.options, inOurWords) }),
    ...(ui.labels && { labels: eachOf(ui.labels, inOurWords) }),
  };
}

function eachOf<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
