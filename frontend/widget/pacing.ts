/** Lets a message wait behind the typing sign, and what comes after it wait for its turn. */

import type { ServerFrame } from "../wire/frames.gen";

const LONGEST_MS = 20_000;
/** What overtakes a message that waits: none of it stands in the thread. */
const OVERTAKING: readonly ServerFrame["type"][] = ["ready", "ack", "error", "typing"];

interface Waiting {
  readonly frame: ServerFrame;
  pauseMs: number;
}

export class Pacing {
  private waiting: readonly Waiting[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly deliver: (frame: ServerFrame) => void,
    private readonly showTyping: () => void,
  ) {}

  /** Deliver a frame, now or after its pause; the order of the thread is kept. */
  take(frame: ServerFrame, pauseMs: number): void {
    if (frame.type === "ready") this.forget();
    if (OVERTAKING.includes(frame.type)) {
      this.deliver(frame);
      return;
    }
    this.waiting = [...this.waiting, { frame, pauseMs }];
    if (this.timer === undefined) this.goOn();
  }

  /** On a new line the server says once more what was not shown yet. */
  private forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = [];
  }

  private readonly goOn = (): void => {
    this.timer = undefined;
    const [next, ...rest] = this.waiting;
    if (!next) return;
    if (next.pauseMs > 0) {
      this.pause(next);
      return;
    }
    this.waiting = rest;
    this.deliver(next.frame);
    this.goOn();
  };

  private pause(next: Waiting): void {
    this.timer = setTimeout(this.goOn, Math.min(next.pauseMs, LONGEST_MS));
    next.pauseMs = 0;
    this.showTyping();
  }
}
