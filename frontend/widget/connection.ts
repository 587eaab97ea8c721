/** One socket that comes back by itself. It knows of links and frames, not of messages. */

import { type ClientFrame, readFrame, type ServerFrame } from "./protocol";
import type { Link } from "./thread";

const HANDSHAKE_MS = 8_000;
const STABLE_MS = 3_000;
const LONGEST_WAIT_MS = 30_000;
/** Origin or key are not welcome: asking again cannot help. */
const REFUSALS = [4403, 4404];
const ABNORMAL = 1006;

export interface ConnectionListener {
  /** The first frame on every new socket. */
  hello(): ClientFrame;
  received(frame: ServerFrame): void;
  changed(link: Link): void;
}

/** A way for frames to travel; `open` and `close` may be called again and again. */
export interface Line {
  open(): void;
  close(): void;
  /** Leave a line that looks alive and does not answer. */
  restart(): void;
  /** False when the frame cannot leave now. */
  send(frame: ClientFrame): boolean;
}

/** Makes the line of one chat. */
export type Dial = (listener: ConnectionListener) => Line;

/** Wait before the next attempt, in ms: doubling from a second, with jitter for the crowd. */
export function backoff(failures: number, random: () => number = Math.random): number {
  return Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** failures) * (0.5 + random() / 2);
}

export class Connection implements Line {
  private link: Link = "idle";
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private onlineSince = 0;

  constructor(
    private readonly url: string,
    private readonly listener: ConnectionListener,
  ) {}

  /** Connect, and stay connected from now on. */
  open(): void {
    if (this.link !== "idle") return;
    window.addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
    this.become("connecting");
    this.dial();
  }

  /** Send now; false when there is no line (nothing is kept here). */
  send(frame: ClientFrame): boolean {
    if (this.link !== "online" || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Leave a socket that looks alive and does not answer, and dial anew. */
  restart(): void {
    this.hangUp();
    this.lost(ABNORMAL);
  }

  /** Leave for good, until `open` is called again. */
  close(): void {
    window.removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    clearTimeout(this.timer);
    this.hangUp();
    this.become("idle");
  }

  /** A dead line delays its close event by minutes: nobody waits for it. */
  private hangUp(): void {
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private readonly hurry = (): void => {
    const waiting = !this.socket && (this.link === "connecting" || this.link === "away");
    if (!waiting || document.hidden) return;
    clearTimeout(this.timer);
    this.dial();
  };

  private dial(): void {
    const socket = newSocket(this.url);
    this.socket = socket;
    if (!socket) {
      this.lost(ABNORMAL);
      return;
    }
    this.timer = setTimeout(() => this.restart(), HANDSHAKE_MS);
    socket.onopen = () => socket.send(JSON.stringify(this.listener.hello()));
    socket.onmessage = ({ data }) => this.receive(data);
    socket.onclose = ({ code }) => this.lost(code);
  }

  private receive(data: unknown): void {
    const frame = readFrame(data);
    if (!frame) return;
    this.listener.received(frame);
    if (frame.type !== "ready") return;
    clearTimeout(this.timer);
    this.onlineSince = Date.now();
    this.become("online");
  }

  private lost(code: number): void {
    clearTimeout(this.timer);
    this.socket = null;
    if (REFUSALS.includes(code)) this.become("refused");
    else this.comeBack();
  }

  /** A first failure after good service is a blip; only a failed attempt means away. */
  private comeBack(): void {
    const served = this.link === "online";
    if (served && Date.now() - this.onlineSince > STABLE_MS) this.failures = 0;
    this.timer = setTimeout(() => this.dial(), backoff(this.failures++));
    this.become(served ? "connecting" : "away");
  }

  private become(link: Link): void {
    if (this.link === link) return;
    this.link = link;
    this.listener.changed(link);
  }
}

/** Some browsers throw where the page's content security policy forbids the address. */
function newSocket(url: string): WebSocket | null {
  try {
    return new WebSocket(url);
  } catch {
    return null;
  }
}
