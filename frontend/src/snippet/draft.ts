/** A channel as it stands in the form: changes show at once and are saved a moment later. */

import { ApiError } from "../api/errors";
import type { Changes, Channel } from "./channel-api";

const PAUSE_MS = 600;
const RETRY_MS = 4_000;

export type SaveStatus = "saved" | "saving" | "away";

export interface DraftState {
  readonly channel: Channel;
  /** As the server has it: what visitors meet. */
  readonly saved: Channel;
  readonly status: SaveStatus;
  /** By field: what the server refused, with its words. The field is as it was before then. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Keeps the form's state and brings it to the server, one request at a time. */
export class ChannelDraft {
  private state: DraftState;
  private waiting: Changes = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private busy = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    channel: Channel,
    private readonly send: (changes: Changes) => Promise<Channel>,
  ) {
    this.state = { channel, saved: channel, status: "saved", errors: {} };
  }

  readonly read = (): DraftState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Show a change now; `flow` names what `flow_id` stands for. */
  change(changes: Changes, flow: Channel["flow"] = this.state.channel.flow): void {
    this.waiting = { ...this.waiting, ...changes };
    const errors = without(this.state.errors, Object.keys(changes));
    const channel = applied(this.state.channel, changes, flow);
    this.become({ ...this.state, channel, errors, status: "saving" });
    this.schedule(PAUSE_MS);
  }

  /** Save now what still waits, as when the page is left. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.busy || Object.keys(this.waiting).length === 0) return;
    const changes = this.waiting;
    this.waiting = {};
    this.busy = true;
    try {
      this.settle(await this.send(changes));
    } catch (error) {
      this.failed(changes, error);
    } finally {
      this.busy = false;
      if (Object.keys(this.waiting).length > 0 && this.state.status !== "away") this.schedule(0);
    }
  }

  /** The server's spelling counts, except where somebody wrote on meanwhile. */
  private settle(saved: Channel): void {
    const channel = applied(saved, this.waiting, this.state.channel.flow);
    const done = Object.keys(this.waiting).length === 0;
    this.become({ ...this.state, channel, saved, status: done ? "saved" : "saving" });
  }

  private failed(changes: Changes, error: unknown): void {
    if (!(error instanceof ApiError) || error.isPassing) {
      this.waiting = { ...changes, ...this.waiting };
      this.become({ ...this.state, status: "away" });
      this.schedule(RETRY_MS);
      return;
    }
    const errors = byField(error, changes);
    this.waiting = { ...without(changes, Object.keys(errors)), ...this.waiting };
    this.become({ ...this.state, errors: { ...this.state.errors, ...errors } });
    this.settle(this.state.saved);
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  private become(state: DraftState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function applied(channel: Channel, changes: Changes, flow: Channel["flow"]): Channel {
  const { flow_id, language, ...rest } = changes;
  return {
    ...channel,
    ...rest,
    ...(language === undefined ? {} : { language: language ?? "" }),
    ...(flow_id === undefined ? {} : { flow }),
  };
}

/** `allowed_origins.1` is about `allowed_origins`; a refusal of no field is about all of them. */
function byField(error: ApiError, changes: Changes): Record<string, string> {
  const named = Object.entries(error.fields).map(
    ([path, words]) => [path.split(".")[0] ?? path, words] as const,
  );
  const known = named.filter(([field]) => field in changes);
  if (known.length > 0) return Object.fromEntries(known);
  return Object.fromEntries(Object.keys(changes).map((field) => [field, error.message]));
}

function without<Values extends object>(values: Values, names: readonly string[]): Values {
  const remaining = Object.entries(values).filter(([name]) => !names.includes(name));
  return Object.fromEntries(remaining) as Values;
}
