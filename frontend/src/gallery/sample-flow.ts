/** A few kinds and blocks, so that the cards can be looked at without a server. */

import type { Config, FlowGraph, FlowNode, NodeKind } from "../graph/types";

const NEXT = [{ id: "next", label: "Next" }];
const ASKED = [
  { id: "order", label: "My order" },
  { id: "person", label: "Talk to a person, please, as soon as somebody has time for it" },
];

const text = (title: string) => ({
  type: "object",
  required: ["text"],
  properties: {
    text: {
      title,
      anyOf: [
        { type: "string" },
        { type: "object", patternProperties: { ".": { type: "string" } } },
      ],
      ui: { widget: "text" },
    },
  },
});

const kind = (about: Pick<NodeKind, "kind" | "label" | "group" | "icon" | "exits">): NodeKind => ({
  ...about,
  help: `${about.label}, as the gallery shows it.`,
  search: [],
  purposes: ["flow"],
  waits: false,
  default: { text: "" },
  schema: text("Message"),
  summary: "",
});

export const SAMPLE_KINDS: readonly NodeKind[] = [
  kind({ kind: "say", label: "Message", group: "Messages", icon: "chat_bubble", exits: NEXT }),
  kind({
    kind: "ask",
    label: "Ask with buttons",
    group: "Questions",
    icon: "smart_button",
    exits: ASKED,
  }),
  kind({ kind: "ai", label: "Ask the model", group: "AI", icon: "auto_awesome", exits: NEXT }),
  kind({
    kind: "hand_over",
    label: "Hand over",
    group: "Hand over",
    icon: "support_agent",
    exits: NEXT,
  }),
];

const block = (id: string, of: string, column: number, row: number, config: Config): FlowNode => ({
  id,
  kind: of,
  position: { x: column * 290, y: row * 165 },
  config,
});

export const SAMPLE_GRAPH: FlowGraph = {
  schema: 1,
  name: "Gallery",
  variables: [],
  nodes: [
    block("rest", "say", 0, 0, { text: "Hi, I'm Moss. I look after the front desk." }),
    block("empty", "say", 1, 0, { text: "" }),
    block("selected", "ai", 0, 1, { text: "Answer in {{ language }}, in two sentences." }),
    block("broken", "hand_over", 1, 1, { text: "Somebody comes to you." }),
    block("asked", "ask", 0, 2, { text: "What can I do for you?" }),
    block("waits", "say", 1, 2, {
      text: "A text of many lines: it goes on and on, past the third line, which is the last one that is shown, because a card tells what a block is about, and the inspector tells all.",
    }),
    block("arabic", "say", 0, 3, { text: "شكرا جزيلا" }),
    block("unknown", "of_a_plug_in", 1, 3, {}),
  ],
  edges: [],
  notes: [{ id: "note", text: "Change me.", position: { x: 0, y: 660 } }],
};
