/** Saves the draft by itself, keeps it here while the server is away, and notices faster people. */

import { ApiError } from "../../api/errors";
import type { FlowGraph } from "../../graph/types";
import type { Draft, FlowApi } from "../api/flow-api";
import type { DesignerStore } from "./store";

const PAUSE_MS = 800;
const RETRY_MS = 3_000;

export interface UnsavedDraft {
  readonly revision: number;
  readonly graph: FlowGraph;
}

const keyOf = (flowId: string) => `xin-draft-${flowId}`;

/** Read what could not be saved the last time this flow was open here. */
export function readUnsaved(flowId: string): UnsavedDraft | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(flowId)) ?? "null") as UnsavedDraft | null;
  } catch {
    return null;
  }
}

export class Saver {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private saved: FlowGraph;

  constructor(
    private readonly store: DesignerStore,
    private readonly api: FlowApi,
    private readonly flowId: string,
  ) {
    this.saved = store.getState().graph;
  }

  /** Save after every change until the returned function is called. */
  follow(): () => void {
    const stop = this.store.subscribe((state, before) => {
      if (state.graph !== before.graph && state.saveState !== "saved") this.later(PAUSE_MS);
    });
    const retry = () => this.store.getState().saveState === "away" && void this.flush();
    const warn = (event: BeforeUnloadEvent) => this.isDirty() && event.preventDefault();
    window.addEventListener("online", retry);
    window.addEventListener("beforeunload", warn);
    if (this.store.getState().saveState === "unsaved") this.later(0);
    return () => {
      stop();
      clearTimeout(this.timer);
      window.removeEventListener("online", retry);
      window.removeEventListener("beforeunload", warn);
    };
  }

  /** Save now what is not saved yet; resolves when the server has it, or has refused. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    if (!this.isDirty() || this.store.getState().saveState === "conflict") return;
    this.running = this.save().finally(() => {
      this.running = null;
    });
    await this.running;
  }

  /** Settle a conflict: their draft, or ours on top of theirs. */
  settle(take: "theirs" | "mine"): void {
    const { theirs, replace, saving } = this.store.getState();
    if (!theirs) return;
    saving({ revision: theirs.revision, theirs: null, savedAt: theirs.saved_at });
    if (take === "mine") {
      saving({ saveState: "unsaved" });
      void this.flush();
      return;
    }
    this.saved = theirs.graph;
    saving({ saveState: "saved" });
    replace(theirs.graph);
    this.forget();
  }

  private isDirty(): boolean {
    const { graph, saveState } = this.store.getState();
    return graph !== this.saved || saveState === "unsaved";
  }

  private later(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), pause);
  }

  private async save(): Promise<void> {
    const { graph, revision, saving } = this.store.getState();
    this.remember({ graph, revision });
    saving({ saveState: "saving" });
    try {
      const done = await this.api.save(graph, revision);
      this.saved = graph;
      const same = this.store.getState().graph === graph;
      saving({
        revision: done.revision,
        savedAt: done.saved_at,
        refusal: "",
        saveState: same ? "saved" : "unsaved",
      });
      if (same) this.forget();
      else this.later(PAUSE_MS);
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    const { saving } = this.store.getState();
    if (error instanceof ApiError && error.status === 409) {
      saving({ saveState: "conflict", theirs: error.current as Draft });
    } else if (error instanceof ApiError && !error.isPassing) {
      saving({ saveState: "refused", refusal: error.message });
    } else {
      saving({ saveState: "away" });
      this.later(RETRY_MS);
    }
  }

  private remember(unsaved: UnsavedDraft): void {
    try {
      localStorage.setItem(keyOf(this.flowId), JSON.stringify(unsaved));
    } catch {
      // A full or forbidden storage only takes the second net away.
    }
  }

  private forget(): void {
    localStorage.removeItem(keyOf(this.flowId));
  }
}
