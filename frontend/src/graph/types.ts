/** The flow file and what the server says about kinds of blocks, as plain data. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** What a block is told; its kind's JSON Schema says what may stand here. */
export type Config = Readonly<Record<string, Json>>;
/** Words for a visitor: one for all, or one per language. */
export type Text = string | Readonly<Record<string, string>>;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface FlowNode {
  readonly id: string;
  readonly kind: string;
  readonly position: Point;
  readonly config: Config;
}

/** Who leaves `source` by `exit` comes to `target`. */
export interface FlowEdge {
  readonly source: string;
  readonly exit: string;
  readonly target: string;
}

export interface FlowNote {
  readonly id: string;
  readonly text: string;
  readonly position: Point;
  readonly width?: number | null;
  readonly height?: number | null;
}

export interface FlowVariable {
  readonly name: string;
  readonly kind?: string;
  readonly default?: Json;
  readonly personal?: boolean;
}

/** A flow file, schema 1. Every change gives a new one; unchanged parts stay the same objects. */
export interface FlowGraph {
  readonly schema: 1;
  readonly name: string;
  readonly variables: readonly FlowVariable[];
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly notes: readonly FlowNote[];
}

/** One way out of a block. `advice` is what to consider when nothing is connected. */
export interface Exit {
  readonly id: string;
  readonly label: string;
  readonly optional?: boolean;
  readonly advice?: string;
}

/** Hints for the inspector that stand in a JSON Schema under `ui`. */
export interface UiHints {
  readonly widget?: string;
  /** Words for the values of a choice of one. */
  readonly options?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Shown, and stored, only while another field of the same object has one of these values. */
  readonly only_with?: Readonly<Record<string, readonly string[]>>;
  readonly advanced?: boolean;
}

/** The part of JSON Schema that configs are written in. */
export interface Schema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly default?: Json;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly ui?: UiHints;
}

/** What a graph is drawn for: to talk, or to judge what is said. */
export type Purpose = "flow" | "policy";

/** A kind of block: all that palette, card and inspector need. */
export interface NodeKind {
  readonly kind: string;
  readonly label: string;
  readonly help: string;
  readonly group: string;
  readonly icon: string;
  readonly search: readonly string[];
  readonly waits: boolean;
  /** Where it can be used. */
  readonly purposes: readonly Purpose[];
  readonly default: Config;
  readonly schema: Schema;
  readonly exits: readonly Exit[];
  readonly summary: string;
}

export type Kinds = ReadonlyMap<string, NodeKind>;

const BEGINNINGS: readonly string[] = ["start", "on_message", "before_reply"];
/** Does something begin with blocks of this kind? There is one at most, and nothing leads to it. */
export const begins = (kind: string) => BEGINNINGS.includes(kind);
/** Blocks stand on a grid of this many pixels. */
export const GRID = 20;
export const CARD_WIDTH = 260;
export const NOTE_WIDTH = 240;
