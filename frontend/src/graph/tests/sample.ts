/** Kinds and a flow for the tests, shaped as the server gives them. */

import type { FlowGraph, NodeKind, Schema } from "../types";

const TEXT: Schema = {
  anyOf: [
    { type: "string" },
    { type: "object", patternProperties: { "^[a-z]{2}$": { type: "string" } } },
  ],
};

function kind(name: string, part: Partial<NodeKind>): NodeKind {
  return {
    kind: name,
    label: name,
    help: "",
    group: "Messages",
    icon: "chat",
    search: [],
    purposes: ["flow"],
    waits: false,
    default: {},
    schema: { type: "object", properties: {} },
    exits: [{ id: "next", label: "Next" }],
    summary: "",
    ...part,
  };
}

export const START = kind("start", {});

export const SAY = kind("say", {
  default: { texts: [""] },
  schema: {
    type: "object",
    required: ["texts"],
    properties: {
      texts: {
        type: "array",
        minItems: 1,
        items: TEXT,
        title: "Messages",
        ui: { widget: "texts" },
      },
    },
  },
});

export const CHOICE = kind("choice", {
  default: {
    text: "",
    choices: [
      { id: "choice_1", title: "Yes" },
      { id: "choice_2", title: "No" },
    ],
  },
  exits: [
    { id: "choice_1", label: "Yes" },
    { id: "choice_2", label: "No" },
    { id: "other", label: "Anything else", optional: true },
  ],
  schema: {
    type: "object",
    required: ["text", "choices"],
    $defs: {
      Option: {
        type: "object",
        required: ["id", "title"],
        properties: { id: { type: "string" }, title: { ...TEXT, title: "Button" } },
      },
    },
    properties: {
      text: { ...TEXT, title: "Question", ui: { widget: "text" } },
      choices: {
        type: "array",
        minItems: 1,
        items: { $ref: "#/$defs/Option" },
        title: "Buttons",
        ui: { widget: "choices" },
      },
      save_as: {
        anyOf: [{ type: "string", pattern: "^[a-z_]+$" }, { type: "null" }],
        title: "Save as",
        ui: { widget: "variable" },
      },
    },
  },
});

export const CONDITION = kind("condition", {
  default: { rows: [{ field: "message", operator: "is_set" }] },
  exits: [
    { id: "yes", label: "Yes" },
    { id: "no", label: "No" },
  ],
  schema: {
    type: "object",
    required: ["rows"],
    $defs: {
      Row: {
        type: "object",
        required: ["field", "operator"],
        properties: {
          field: { type: "string", pattern: "^[a-z_]+(\\.[a-z]+)*$", ui: { widget: "variable" } },
          operator: {
            enum: ["equals", "is_set"],
            ui: { labels: { equals: "is", is_set: "is set" } },
          },
          value: {
            anyOf: [{ type: "string" }, { type: "null" }],
            ui: { only_with: { operator: ["equals"] } },
          },
        },
      },
    },
    properties: {
      match: { enum: ["all", "any"], default: "all", ui: { widget: "select" } },
      rows: { type: "array", minItems: 1, items: { $ref: "#/$defs/Row" }, ui: { widget: "rows" } },
    },
  },
});

export const KINDS = new Map([START, SAY, CHOICE, CONDITION].map((one) => [one.kind, one]));

/** start -> hello -> menu -> (choice_1) bye */
export function sample(): FlowGraph {
  return {
    schema: 1,
    name: "Sample",
    variables: [{ name: "order_number" }],
    nodes: [
      { id: "start", kind: "start", position: { x: 0, y: 0 }, config: {} },
      { id: "hello", kind: "say", position: { x: 320, y: 0 }, config: { texts: ["Hello"] } },
      { id: "menu", kind: "choice", position: { x: 640, y: 0 }, config: CHOICE.default },
      { id: "bye", kind: "say", position: { x: 960, y: 0 }, config: { texts: ["Bye"] } },
    ],
    edges: [
      { source: "start", exit: "next", target: "hello" },
      { source: "hello", exit: "next", target: "menu" },
      { source: "menu", exit: "choice_1", target: "bye" },
    ],
    notes: [{ id: "note_1", text: "Mind this", position: { x: 0, y: -100 } }],
  };
}
