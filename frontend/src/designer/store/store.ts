/** The designer's one store, made of slices. */

import { createContext, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { EMPTY } from "../../graph/history";
import { withNoteIds } from "../../graph/notes";
import type { NodeKind, Purpose } from "../../graph/types";
import type { Cards, Draft } from "../api/flow-api";
import { drawn } from "./canvas-nodes";
import { canvasSlice } from "./canvas-slice";
import { knownCards } from "./cards";
import { checkedAtFirst, storeChecked } from "./checked-channels";
import { documentSlice } from "./document-slice";
import type {
  ChannelKind,
  DesignerState,
  FactsSlice,
  PanelSlice,
  SavingSlice,
  Slice,
  TestsSlice,
  TrialSlice,
} from "./types";

export type DesignerStore = StoreApi<DesignerState>;

export interface Opening {
  readonly kinds: readonly NodeKind[];
  readonly draft: Draft;
  /** The server's cards of the draft; null when it gave none. */
  readonly cards: Cards | null;
  readonly language: string;
  readonly mayEdit: boolean;
  readonly liveVersion: number | null;
  readonly livePlaces: readonly string[];
  readonly channels: readonly ChannelKind[];
  readonly purpose: Purpose;
  readonly name: string;
}

/** Open a flow. */
export function createDesignerStore(opening: Opening): DesignerStore {
  const { draft, cards, kinds, name, liveVersion, ...fixed } = opening;
  const graph = withNoteIds({ ...draft.graph, name: draft.graph.name || name });
  return createStore<DesignerState>()((...api) => ({
    kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
    ...fixed,
    ...documentSlice(...api),
    ...canvasSlice(...api),
    ...panelSlice(...api),
    ...savingSlice(...api),
    ...factsSlice(...api),
    ...testsSlice(...api),
    ...trialSlice(...api),
    graph,
    known: cards ? knownCards(graph, cards) : new Map(),
    history: EMPTY,
    canvas: drawn([], graph),
    editedLanguage: fixed.language,
    revision: draft.revision,
    savedAt: draft.saved_at,
    liveVersion,
    checkedFor: checkedAtFirst(fixed.channels),
  }));
}

const panelSlice: Slice<PanelSlice> = (set, get) => ({
  panel: null,
  overlay: null,
  picker: null,
  menu: null,
  paletteFolded: false,
  minimap: false,
  editedLanguage: "",
  focusRequest: 0,
  show: (change) => set(change),
  openInspector: (id) => {
    if (get().selected.join() !== id) get().select([id]);
    set((state) => ({ panel: "inspector", focusRequest: state.focusRequest + 1 }));
  },
});

const savingSlice: Slice<SavingSlice> = (set) => ({
  revision: 0,
  saveState: "saved",
  savedAt: "",
  theirs: null,
  liveVersion: null,
  refusal: "",
  saving: (change) => set(change),
});

const factsSlice: Slice<FactsSlice> = (set) => ({
  known: new Map(),
  findings: [],
  wantsToPublish: false,
  checkedFor: [],
  learn: (known, findings) => set({ known, findings }),
  checkFor: (checkedFor) => {
    set({ checkedFor });
    storeChecked(checkedFor);
  },
});

const testsSlice: Slice<TestsSlice> = (set) => ({
  missed: new Set(),
  showMissed: (missed) => set({ missed }),
});

const trialSlice: Slice<TrialSlice> = (set) => ({
  trial: {
    begunWith: null,
    lines: [],
    steps: [],
    state: null,
    outcome: null,
    busy: false,
    failure: "",
    policies: [],
    policyActed: false,
    turns: [],
    lit: new Set(),
    at: null,
  },
  setTrial: (change) => set((state) => ({ trial: { ...state.trial, ...change } })),
});

export const StoreContext = createContext<DesignerStore | null>(null);

/** The store itself, for commands. */
export function useDesignerStore(): DesignerStore {
  const store = useContext(StoreContext);
  if (!store) throw new Error("The designer's parts need its store around them.");
  return store;
}

/** A narrow part of the state; selectors stand outside of components. */
export function useDesigner<Part>(selector: (state: DesignerState) => Part): Part {
  return useStore(useDesignerStore(), selector);
}
