/** The visitor's side of one conversation: thread, connection and storage together. */

import type { VisitorInput } from "../content/tools";
import type { ConnectionListener, Line, Link } from "../wire/connection";
import type { ClientFrame, ServerFrame, ThreadMessage } from "../wire/frames.gen";
import { Pacing } from "./pacing";
import type { Storage } from "./storage";
import type { Outgoing, Thread } from "./thread";
import * as threads from "./thread";

const ANSWER_MS = 10_000;
const TURN_MS = 40_000;
const TYPING_SHOWN_MS = 6_000;
const TYPING_EVERY_MS = 3_000;

/** Makes the line of one chat. */
export type Dial = (listener: ChatEnd) => Line<ClientFrame>;
/** The chat's end of its line. */
export type ChatEnd = ConnectionListener<ServerFrame, ClientFrame>;

export interface ChatListener {
  changed(thread: Thread): void;
  /** A message that is news to this page, whoever wrote it. */
  message(message: ThreadMessage): void;
}

export class Chat {
  thread: Thread;
  private readonly line: Line<ClientFrame>;
  private token: string | null;
  /** The id of a start over that the server has not taken yet. */
  private restart: string | null = null;
  private readonly pacing: Pacing;
  private readSeq = 0;
  private typedAt = 0;
  private readonly lapses: { [sign: string]: ReturnType<typeof setTimeout> } = {};

  constructor(
    dial: Dial,
    readonly storage: Storage,
    private readonly listener: ChatListener,
  ) {
    this.thread = threads.newThread(storage.outbox);
    this.pacing = new Pacing(
      (frame) => this.take(frame),
      () => this.become({ ...this.thread, typing: true }),
    );
    this.token = storage.token;
    this.line = dial({
      hello: () => this.hello(),
      received: (frame) => this.received(frame),
      changed: (link) => this.linked(link),
    });
  }

  connect(): void {
    this.line.open();
  }

  disconnect(): void {
    this.line.close();
  }

  /** Show the words at once, keep them, and send them now or when the line is back. */
  say(input: VisitorInput): void {
    const outgoing = { id: newId(), ...input };
    this.typedAt = 0;
    this.become(threads.say(this.thread, outgoing));
    this.transmit(outgoing);
  }

  /** Proves to the server who the visitor is. */
  get proof(): string {
    return this.token ?? "";
  }

  tryAgain(id: string): void {
    this.become(threads.tryAgain(this.thread, id));
    const again = this.thread.outbox.find((outgoing) => outgoing.id === id);
    if (again) this.transmit(again);
  }

  /** Begin anew, once: until the server has taken it, a second click asks for the same. */
  startOver(): void {
    if (this.restart) return;
    this.restart = newId();
    this.become({ ...this.thread, awaiting: this.thread.handledBy === "bot" });
    this.sendRestart(this.restart);
  }

  /** The visitor is writing: told at most every few seconds. */
  typing(): void {
    if (Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = Date.now();
    this.line.send({ type: "typing" });
  }

  /** The visitor has all messages before their eyes. */
  seen(): void {
    const seq = this.thread.lastSeq;
    if (seq > this.readSeq && this.line.send({ type: "read", seq })) this.readSeq = seq;
  }

  private transmit(outgoing: Outgoing): void {
    this.storage.keep(outgoing);
    if (!this.line.send(messageFrame(outgoing))) return;
    this.lapse("awaiting", TURN_MS);
    setTimeout(() => this.expectTaken(outgoing.id), ANSWER_MS);
  }

  private sendRestart(client_msg_id: string): void {
    if (this.line.send({ type: "start_over", client_msg_id })) this.lapse("awaiting", TURN_MS);
  }

  /** A message that nobody acknowledges lies on a dead line. */
  private expectTaken(id: string): void {
    const waiting = threads.unsent(this.thread).some((outgoing) => outgoing.id === id);
    if (waiting && this.thread.link === "online") this.line.restart();
  }

  private hello(): ClientFrame {
    if (!this.token) return { type: "hello" };
    return { type: "hello", token: this.token, last_seq: this.thread.lastSeq };
  }

  private received(frame: ServerFrame): void {
    const live = frame.type === "message" && isNews(this.thread, frame);
    this.pacing.take(frame, live ? pauseBefore(frame) : 0);
  }

  private take(frame: ServerFrame): void {
    const before = this.thread;
    this.become(threads.receive(before, frame));
    if (frame.type === "ready") this.storage.token = this.token = frame.token;
    if (settles(frame, this.restart)) this.restart = null;
    if (frame.type === "typing") this.lapse("typing", TYPING_SHOWN_MS);
    if (frame.type === "delta") this.lapse("draft", TURN_MS);
    if (frame.type === "message" && isNews(before, frame)) this.listener.message(frame);
    this.settleOutbox(before);
  }

  /** What left the outbox, or failed in it, does so in the storage too. */
  private settleOutbox(before: Thread): void {
    for (const { id } of before.outbox) {
      const now = this.thread.outbox.find((outgoing) => outgoing.id === id);
      if (!now) this.storage.forget(id);
      else if (now.failed) this.storage.keep(now);
    }
  }

  private linked(link: Link): void {
    this.become({ ...this.thread, link });
    if (link !== "online") return;
    if (this.restart) this.sendRestart(this.restart);
    for (const outgoing of threads.unsent(this.thread)) this.transmit(outgoing);
  }

  private become(thread: Thread): void {
    this.thread = thread;
    this.listener.changed(thread);
  }

  /** Hints may be lost: no sign stays longer than what it stands for can last. */
  private lapse(sign: "awaiting" | "typing" | "draft", ms: number): void {
    const gone = sign === "draft" ? { draft: null } : { [sign]: false };
    clearTimeout(this.lapses[sign]);
    this.lapses[sign] = setTimeout(() => this.become({ ...this.thread, ...gone }), ms);
  }
}

function messageFrame({ id, text, choice, values, attachment }: Outgoing): ClientFrame {
  const head = { type: "message", client_msg_id: id } as const;
  if (choice) return { ...head, choice };
  if (values) return { ...head, values };
  return attachment ? { ...head, attachment } : { ...head, text };
}

/** How long the one who speaks is seen typing before it, in ms. */
function pauseBefore({ content }: ThreadMessage): number {
  return ("after_ms" in content && content.after_ms) || 0;
}

/** Was this sent, or refused? */
function settles(frame: ServerFrame, id: string | null): boolean {
  return (frame.type === "ack" || frame.type === "error") && frame.client_msg_id === id;
}

function isNews(before: Thread, frame: ThreadMessage): boolean {
  return frame.seq > Math.max(before.lastSeq, before.historySeq);
}

/** A random UUID. `crypto.randomUUID` would do, but sites on plain http lack it. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...groups, `${variant}${hex.slice(17, 20)}`, hex.slice(20)].join("-");
}
