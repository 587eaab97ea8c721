import { ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { useState } from "react";
import { BlockCard } from "../designer/canvas/block-card";
import { NoteCard } from "../designer/canvas/note-card";
import { createDesignerStore, StoreContext } from "../designer/store/store";
import { SAMPLE_GRAPH, SAMPLE_KINDS } from "./sample-flow";
import { Section } from "./section";

const TYPES = { block: BlockCard, note: NoteCard };
const STATES = { lit: new Set(["asked"]), at: "waits" };

/** Cards at rest, selected, without words, with a problem, on the way, waiting, of no known kind. */
export function Blocks() {
  const [store] = useState(openSample);
  return (
    <Section title="Blocks">
      <div className="h-170">
        <StoreContext value={store}>
          <ReactFlowProvider>
            <ReactFlow
              nodes={store.getState().canvas}
              defaultViewport={{ x: 8, y: 8, zoom: 0.9 }}
              nodeTypes={TYPES}
              nodesFocusable={false}
              nodesDraggable={false}
              panOnDrag={false}
              zoomOnScroll={false}
              preventScrolling={false}
            />
          </ReactFlowProvider>
        </StoreContext>
      </div>
    </Section>
  );
}

function openSample() {
  const store = createDesignerStore({
    kinds: SAMPLE_KINDS,
    draft: { revision: 1, graph: SAMPLE_GRAPH, saved_at: "", saved_by: null },
    cards: null,
    language: "en",
    mayEdit: true,
    liveVersion: null,
    livePlaces: [],
    channels: [],
    purpose: "flow",
    name: "Gallery",
  });
  const { select, show, setTrial, learn } = store.getState();
  select(["selected"]);
  show({ panel: "try" });
  setTrial(STATES);
  const problem = { code: "dead_end", message: "Nothing follows.", severity: "error" as const };
  learn(new Map(), [{ ...problem, node: "broken" }]);
  return store;
}
