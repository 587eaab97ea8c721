/** One JSON socket that comes back by itself. It knows of frames, not of what they mean. */

const STABLE_MS = 3_000;
const LONGEST_WAIT_MS = 30_000;
/** Not signed in, not allowed, not found: asking again cannot help. */
const REFUSALS = [4401, 4403, 4404];

export interface Frame {
  type: string;
}

/** `away` is a failed attempt to come back; `refused` and `closed` are for good. */
export type SocketState = "connecting" | "online" | "away" | "refused" | "closed";

export interface SocketListener<Received extends Frame, Sent extends Frame> {
  /** The first frame on every new line, so that the server can say what was missed. */
  hello(): Sent;
  onFrame(frame: Received): void;
  onState(state: SocketState): void;
}

/** Wait before the next attempt, in ms: doubling from a second, with jitter for the crowd. */
export function backoff(failures: number, random: () => number = Math.random): number {
  return Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** failures) * (0.5 + random() / 2);
}

/** The address of a socket of this site: `socketAddress("/ws/console/acme")`. */
export function socketAddress(path: string, page: URL | Location = window.location): string {
  return `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}${path}`;
}

export class JsonSocket<Received extends Frame, Sent extends Frame> {
  private socket: WebSocket | null = null;
  private state: SocketState = "closed";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private onlineSince = 0;

  constructor(
    private readonly url: string,
    private readonly listener: SocketListener<Received, Sent>,
  ) {}

  /** Connect, and stay connected from now on. */
  open(): void {
    if (this.state !== "closed") return;
    window.addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
    this.become("connecting");
    this.dial();
  }

  /** Send now; false when there is no line (nothing is kept here). */
  send(frame: Sent): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Leave for good, until `open` is called again. */
  close(): void {
    window.removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    clearTimeout(this.timer);
    this.hangUp();
    this.become("closed");
  }

  private hangUp(): void {
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** The network or the person is back: do not sit out the wait. */
  private readonly hurry = (): void => {
    const waiting = !this.socket && (this.state === "connecting" || this.state === "away");
    if (!waiting || document.hidden) return;
    clearTimeout(this.timer);
    this.dial();
  };

  private dial(): void {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => this.greet(socket);
    socket.onmessage = ({ data }) => this.receive(data);
    socket.onclose = ({ code }) => this.lost(code);
  }

  private greet(socket: WebSocket): void {
    socket.send(JSON.stringify(this.listener.hello()));
    this.onlineSince = Date.now();
    this.become("online");
  }

  private receive(data: unknown): void {
    const frame = readFrame(data);
    if (frame) this.listener.onFrame(frame as Received);
  }

  private lost(code: number): void {
    this.socket = null;
    if (REFUSALS.includes(code)) this.become("refused");
    else this.comeBack();
  }

  /** A first failure after good service is a blip; only a failed attempt means away. */
  private comeBack(): void {
    const served = this.state === "online";
    if (served && Date.now() - this.onlineSince > STABLE_MS) this.failures = 0;
    this.timer = setTimeout(() => this.dial(), backoff(this.failures++));
    this.become(served ? "connecting" : "away");
  }

  private become(state: SocketState): void {
    if (this.state === state) return;
    this.state = state;
    this.listener.onState(state);
  }
}

/** Read one frame; null for what a later server may say and we do not know. */
function readFrame(data: unknown): Frame | null {
  try {
    const frame: unknown = JSON.parse(String(data));
    return isFrame(frame) ? frame : null;
  } catch {
    return null;
  }
}

function isFrame(frame: unknown): frame is Frame {
  return (
    typeof frame === "object" && frame !== null && typeof Reflect.get(frame, "type") === "string"
  );
}
