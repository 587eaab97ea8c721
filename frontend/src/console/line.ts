/** The console's line to the server: every deed is shown first and said then. */

import type { StoreApi } from "zustand";
import { Connection, type Link } from "../../wire/connection";
import type { ConsoleFrame, ConsoleServerFrame } from "../../wire/frames.gen";
import { socketAddress } from "../api/socket-address";
import {
  changeThread,
  claimed,
  type Deed,
  type Inbox,
  newestMove,
  opened,
  received,
  reverted,
  types,
  undelivered,
} from "./inbox";
import type { How } from "./protocol";
import {
  lastSeq,
  NO_THREAD,
  retried,
  type Typist,
  unanswered,
  withoutReply,
  withReply,
} from "./thread";

const TYPING_SHOWN_MS = 6_000;
const TYPING_EVERY_MS = 3_000;

export class ConsoleLine {
  private readonly socket: Connection<ConsoleServerFrame, ConsoleFrame>;
  private readonly silences = new Map<string, ReturnType<typeof setTimeout>>();
  private typedAt = 0;

  constructor(
    path: string,
    private readonly store: StoreApi<Inbox>,
  ) {
    this.socket = new Connection(socketAddress(path), {
      hello: () => this.hello(),
      received: (frame) => this.receive(frame),
      changed: (link) => this.linked(link),
    });
  }

  connect(): void {
    this.socket.open();
  }

  disconnect(): void {
    this.socket.close();
    for (const silence of this.silences.values()) clearTimeout(silence);
  }

  /** Look at another conversation, or at none. */
  open(id: string | null): void {
    this.become(opened(this.inbox, id));
    this.askForThread();
  }

  /** Speak instead of the bot, or of whoever holds it. */
  takeOver(id: string): void {
    const owner_epoch = this.inbox.rows[id]?.owner_epoch;
    if (owner_epoch === undefined) return;
    this.claim(id, "take_over", { type: "take_over", conversation_id: id, owner_epoch });
  }

  returnToBot(id: string, how: How): void {
    this.claim(id, "return_to_bot", { type: "return_to_bot", conversation_id: id, how });
  }

  finish(id: string): void {
    const last_seq = lastSeq(this.inbox.threads[id] ?? NO_THREAD);
    this.claim(id, "done", { type: "done", conversation_id: id, last_seq });
  }

  /** Say something; without a line it is said when the line is back. */
  reply(id: string, text: string): void {
    const client_msg_id = crypto.randomUUID();
    this.become(changeThread(this.inbox, id, (thread) => withReply(thread, client_msg_id, text)));
    this.socket.send({ type: "reply", conversation_id: id, client_msg_id, text });
    this.typedAt = 0;
  }

  /** Say once more what was refused, under the same id. */
  retry(id: string, client_msg_id: string): void {
    this.become(changeThread(this.inbox, id, (thread) => retried(thread, client_msg_id)));
    this.sendUnanswered(id);
  }

  /** Give up a refused reply. */
  discard(id: string, client_msg_id: string): void {
    this.become(changeThread(this.inbox, id, (thread) => withoutReply(thread, client_msg_id)));
  }

  /** Let the visitor see that I type; often called, seldom sent. */
  typing(): void {
    if (Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = Date.now();
    this.socket.send({ type: "typing" });
  }

  private get inbox(): Inbox {
    return this.store.getState();
  }

  private become(inbox: Inbox): void {
    this.store.setState(inbox);
  }

  private hello(): ConsoleFrame {
    const after = newestMove(this.inbox);
    return after ? { type: "hello", after } : { type: "hello" };
  }

  private claim(id: string, deed: Deed, frame: ConsoleFrame): void {
    this.become(claimed(this.inbox, id, deed));
    if (this.socket.send(frame)) return;
    this.become(reverted(this.inbox, id, undelivered(deed)));
  }

  private receive(frame: ConsoleServerFrame): void {
    this.become(received(this.inbox, frame));
    if (frame.type === "typing") this.fallSilent(frame.conversation_id, frame.author);
  }

  /** The line is back: ask for what was missed and say what was not heard. */
  private goOn(): void {
    this.askForThread();
    for (const id of Object.keys(this.inbox.threads)) this.sendUnanswered(id);
  }

  private askForThread(): void {
    const { openId, threads, ready } = this.inbox;
    if (!openId || !ready) return;
    const last_seq = lastSeq(threads[openId] ?? NO_THREAD);
    this.socket.send({ type: "open", conversation_id: openId, last_seq });
  }

  private sendUnanswered(id: string): void {
    for (const reply of unanswered(this.inbox.threads[id] ?? NO_THREAD)) {
      const { id: client_msg_id, text } = reply;
      this.socket.send({ type: "reply", conversation_id: id, client_msg_id, text });
    }
  }

  private fallSilent(id: string, typist: Typist): void {
    const key = `${id} ${typist}`;
    clearTimeout(this.silences.get(key));
    const silence = () => this.become(types(this.inbox, id, typist, false));
    this.silences.set(key, setTimeout(silence, TYPING_SHOWN_MS));
  }

  private linked(link: Link): void {
    this.become({ ...this.inbox, link });
    if (link === "online") this.goOn();
  }
}
