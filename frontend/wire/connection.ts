/** One socket that comes back by itself. It knows of links and frames, not of what they mean. */

const HANDSHAKE_MS = 8_000;
const STABLE_MS = 3_000;
const LONGEST_WAIT_MS = 30_000;
/** Not signed in, not welcome, not found: asking again cannot help. */
const REFUSALS = [4401, 4403, 4404];
const ABNORMAL = 1006;

/** How a page and the server stand: `away` after a failed attempt, `refused` for good. */
export type Link = "idle" | "connecting" | "online" | "away" | "refused";

export interface Frame {
  readonly type: string;
}

export interface ConnectionListener<Received extends Frame, Sent extends Frame> {
  /** The first frame on every new socket, so that the server can say what was missed. */
  hello(): Sent;
  received(frame: Received): void;
  changed(link: Link): void;
}

/** A way for frames to travel; `open` and `close` may be called again and again. */
export interface Line<Sent extends Frame> {
  open(): void;
  close(): void;
  /** Leave a line that looks alive and does not answer. */
  restart(): void;
  /** False when the frame cannot leave now. */
  send(frame: Sent): boolean;
}

/** Wait before the next attempt, in ms: doubling from a second, with jitter for the crowd. */
export function backoff(failures: number, random: () => number = Math.random): number {
  return Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** failures) * (0.5 + random() / 2);
}

/** Online from the server's `ready` on, its answer to hello. */
export class Connection<Received extends Frame, Sent extends Frame> implements Line<Sent> {
  private link: Link = "idle";
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private onlineSince = 0;

  constructor(
    private readonly url: string,
    private readonly listener: ConnectionListener<Received, Sent>,
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
  send(frame: Sent): boolean {
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

  /** The network or the person is back: do not sit out the wait. */
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
    this.listener.received(frame as Received);
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

/** Read one frame; null when it is none. */
function readFrame(data: unknown): Frame | null {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === "object" && frame !== null && "type" in frame ? (frame as Frame) : null;
  } catch {
    return null;
  }
}
