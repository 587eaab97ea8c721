/** Everything the designer knows, in slices. */

import type { Edge, EdgeChange, NodeChange } from "@xyflow/react";
import type { StateCreator } from "zustand/vanilla";
import type { Content } from "../../../wire/frames.gen";
import type { History } from "../../graph/history";
import type { FlowEdge, FlowGraph, Kinds, Point, Purpose } from "../../graph/types";
import type { Draft, Finding, Tried } from "../api/flow-api";
import type { TrialTurn } from "../api/script";
import type { CanvasNode } from "./canvas-nodes";
import type { KnownCards } from "./cards";

/** A kind of channel that a flow can be checked for; `follows` if one of it follows this flow. */
export interface ChannelKind {
  readonly kind: string;
  /** What people call it. */
  readonly name: string;
  readonly follows: boolean;
}

/** What does not change while the page is open. */
export interface Fixed {
  readonly kinds: Kinds;
  /** The workspace's own language. */
  readonly language: string;
  readonly mayEdit: boolean;
  /** The names of the channels that follow this flow. */
  readonly livePlaces: readonly string[];
  /** The kinds of channels that cannot show everything. */
  readonly channels: readonly ChannelKind[];
  /** What is drawn: a flow, or a policy. */
  readonly purpose: Purpose;
}

export interface DocumentSlice {
  graph: FlowGraph;
  history: History;
  /** Change the graph; changes of one `gesture` in a row are one step to undo. */
  change: (edit: (graph: FlowGraph) => FlowGraph, gesture?: string | null) => void;
  /** Take away what a change left behind; it belongs to that change, and is no step of its own. */
  tidyEdges: (edit: (graph: FlowGraph) => FlowGraph) => void;
  /** Become another graph without a way back: a faster person's draft, for example. */
  replace: (graph: FlowGraph) => void;
  undo: () => void;
  redo: () => void;
}

export type Way = Pick<FlowEdge, "source" | "exit">;

export interface CanvasSlice {
  canvas: CanvasNode[];
  selected: readonly string[];
  selectedPath: string | null;
  onNodes: (changes: NodeChange<CanvasNode>[]) => void;
  onEdges: (changes: EdgeChange<Edge>[]) => void;
  /** What was dragged stays where it is, as one step. */
  settle: () => void;
  select: (ids: readonly string[]) => void;
}

export type Panel = "inspector" | "try" | "tests" | "versions" | "problems" | null;
export type Overlay = "publish" | "keys" | "commands" | "add" | null;

/** Where a new block goes: at a place, behind an exit, or into a path. */
export interface Spot {
  readonly at?: Point;
  readonly after?: Way;
  readonly into?: Way;
}

export interface Picker {
  /** On the screen, in pixels. */
  readonly screen: Point;
  readonly spot: Spot;
}

export interface BlockMenu {
  readonly id: string;
  readonly screen: Point;
}

export interface PanelSlice {
  panel: Panel;
  overlay: Overlay;
  picker: Picker | null;
  menu: BlockMenu | null;
  paletteFolded: boolean;
  minimap: boolean;
  /** The language whose words are edited. */
  editedLanguage: string;
  /** Counts up when the first field of the inspector shall take the focus. */
  focusRequest: number;
  show: (change: Partial<Shown>) => void;
  openInspector: (id: string) => void;
}

export type Shown = Pick<
  PanelSlice & FactsSlice,
  | "panel"
  | "overlay"
  | "picker"
  | "menu"
  | "paletteFolded"
  | "minimap"
  | "editedLanguage"
  | "wantsToPublish"
>;

export type SaveState = "saved" | "unsaved" | "saving" | "away" | "conflict" | "refused";

export interface SavingSlice {
  revision: number;
  saveState: SaveState;
  /** ISO 8601. */
  savedAt: string;
  /** The faster person's draft, while both are looked at. */
  theirs: Draft | null;
  liveVersion: number | null;
  /** The server's words when it refused the draft. */
  refusal: string;
  saving: (change: Partial<SavingState>) => void;
}

export type SavingState = Pick<
  SavingSlice,
  "revision" | "saveState" | "savedAt" | "theirs" | "liveVersion" | "refusal"
>;

export interface TestsSlice {
  /** Blocks and paths that no test comes through, while they are shown. */
  missed: ReadonlySet<string>;
  showMissed: (missed: ReadonlySet<string>) => void;
}

export interface FactsSlice {
  known: KnownCards;
  findings: readonly Finding[];
  /** From then on also missing words are problems. */
  wantsToPublish: boolean;
  /** The kinds of channels that the problems are about, beside the website. */
  checkedFor: readonly string[];
  learn: (known: KnownCards, findings: readonly Finding[]) => void;
  checkFor: (kinds: readonly string[]) => void;
}

/** One line of the tried chat. */
export type TrialLine =
  | { author: "visitor"; text: string }
  | { author: "bot"; content: Content; chosen?: string }
  | { author: "divider"; text: string }
  | { author: "verdict"; verdict: Verdict }
  | { author: "effect"; effect: Tried["effects"][number] };

/** What became of words that a tried policy judged. */
export type Verdict = "allowed" | "changed" | "blocked" | "handed_over";

export interface TrialSlice {
  trial: Trial;
  setTrial: (change: Partial<Trial>) => void;
}

export interface Trial {
  /** The graph of the first turn; null before. */
  begunWith: FlowGraph | null;
  lines: readonly TrialLine[];
  steps: Tried["steps"];
  state: Tried["state"] | null;
  outcome: Tried["outcome"] | null;
  busy: boolean;
  failure: string;
  /** The names of the live policies that judge around the flow. */
  policies: readonly string[];
  /** One of them found something, or did something about it. */
  policyActed: boolean;
  /** What was done in it, of which a test can be made. */
  turns: readonly TrialTurn[];
  /** Blocks and paths of the last turn; `at` is where it waits. */
  lit: ReadonlySet<string>;
  at: string | null;
}

export type DesignerState = Fixed &
  DocumentSlice &
  CanvasSlice &
  PanelSlice &
  SavingSlice &
  FactsSlice &
  TestsSlice &
  TrialSlice;

/** What makes one slice of the store. */
export type Slice<Part> = StateCreator<DesignerState, [], [], Part>;
