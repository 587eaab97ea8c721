/** The values that a flow knows by name. */

import { type Field, fieldsOf } from "./schema";
import type { Config, FlowGraph, Kinds } from "./types";

/** What the visitor said last is always there. */
export const MESSAGE = "message";

/** Give the names of all values that are declared or saved by a block, sorted. */
export function variablesOf(graph: FlowGraph, kinds: Kinds): string[] {
  const names = new Set(graph.variables.map((variable) => variable.name));
  for (const node of graph.nodes) {
    const kind = kinds.get(node.kind);
    if (kind) for (const name of written(fieldsOf(kind.schema), node.config)) names.add(name);
  }
  return [...names].sort();
}

function written(fields: readonly Field[], values: Config): string[] {
  return fields.flatMap((field) => {
    const value = values[field.name];
    if (field.widget === "variable" && !field.reads)
      return typeof value === "string" ? [value] : [];
    if (!Array.isArray(value)) return [];
    return value.flatMap((item) => written(field.fields, item as Config));
  });
}

const MAX_NAME = 64;

/** Make a name of what somebody typed: "Order number" is `order_number`; empty when nothing is left. */
export function asVariableName(typed: string): string {
  const plain = typed.normalize("NFKD").replace(/[̀-ͯ]/g, "").trim().toLowerCase();
  const name = plain.replace(/[^a-z0-9_]+/g, "_").replace(/^[0-9_]+|_+$/g, "");
  return name.slice(0, MAX_NAME);
}
