/** One conversation's messages, and the replies that are on their way. Pure. */

import { choicesOf } from "../../wire/frames";
import type {
  ConsoleRefusal,
  DeliveryNow,
  ReplyAck,
  SomebodyTyping,
  Viewer,
} from "../../wire/frames.gen";
import type { Message } from "./protocol";

/** A reply that stands on the screen before it stands in the thread. */
export interface Pending {
  /** Its `client_msg_id`: sent again under the same one, it is stored once. */
  readonly id: string;
  readonly text: string;
  readonly failed: boolean;
  /** Its number, once the server has it. */
  readonly seq: number | null;
}

/** Who is seen typing. */
export type Typist = SomebodyTyping["author"];

export interface Thread {
  /** In the order of the thread. */
  readonly messages: readonly Message[];
  readonly pending: readonly Pending[];
  /** Who else looks at it. */
  readonly people: readonly Viewer[];
  readonly typing: readonly Typist[];
  /** How far messages to a provider have come, by number. */
  readonly deliveries: Readonly<Record<number, DeliveryNow>>;
}

export const NO_THREAD: Thread = {
  messages: [],
  pending: [],
  people: [],
  typing: [],
  deliveries: {},
};

/** The number of the last message that is here. */
export function lastSeq(thread: Thread): number {
  return thread.messages.at(-1)?.seq ?? 0;
}

/** Put a message in its place; the same one twice changes nothing. */
export function withMessage(thread: Thread, message: Message): Thread {
  if (thread.messages.some(({ seq }) => seq === message.seq)) return thread;
  const messages = [...thread.messages, message];
  if (message.seq < lastSeq(thread)) messages.sort((one, other) => one.seq - other.seq);
  const arrived = thread.pending.some(({ seq }) => seq === message.seq);
  return {
    ...thread,
    messages,
    pending: arrived ? thread.pending.filter(({ seq }) => seq !== message.seq) : thread.pending,
    typing: thread.typing.filter((typist) => typist !== message.author),
  };
}

/** A message has come further, or no further. */
export function withDelivery(thread: Thread, delivery: DeliveryNow): Thread {
  return { ...thread, deliveries: { ...thread.deliveries, [delivery.seq]: delivery } };
}

/** Show a reply at once. */
export function withReply(thread: Thread, id: string, text: string): Thread {
  const reply: Pending = { id, text, failed: false, seq: null };
  return { ...thread, pending: [...thread.pending, reply] };
}

/** The server has the reply: it goes when its message is here. */
export function acknowledged(thread: Thread, ack: ReplyAck): Thread {
  const isHere = thread.messages.some(({ seq }) => seq === ack.seq);
  if (isHere) return withoutReply(thread, ack.client_msg_id);
  return changeReply(thread, ack.client_msg_id, { seq: ack.seq, failed: false });
}

/** The server refused the reply: it stays, to be tried again or edited. */
export function refusedReply(thread: Thread, error: ConsoleRefusal): Thread {
  return changeReply(thread, error.client_msg_id ?? "", { failed: true });
}

export function retried(thread: Thread, id: string): Thread {
  return changeReply(thread, id, { failed: false });
}

export function withoutReply(thread: Thread, id: string): Thread {
  return { ...thread, pending: thread.pending.filter((reply) => reply.id !== id) };
}

/** Replies that nobody has answered for yet, in order. */
export function unanswered(thread: Thread): readonly Pending[] {
  return thread.pending.filter(({ failed, seq }) => !failed && seq === null);
}

function changeReply(thread: Thread, id: string, change: Partial<Pending>): Thread {
  const pending = thread.pending.map((reply) =>
    reply.id === id ? { ...reply, ...change } : reply,
  );
  return { ...thread, pending };
}

/** What stands between two messages of the screen. */
export type Entry =
  | { readonly kind: "day"; readonly at: string }
  | { readonly kind: "message"; readonly message: Message; readonly chosen: string | null };

/** The thread as it is drawn: a divider per day, and what was picked of the bot's buttons. */
export function entriesOf(messages: readonly Message[]): readonly Entry[] {
  return messages.flatMap((message, index): readonly Entry[] => {
    const entry: Entry = { kind: "message", message, chosen: chosenOf(messages, index) };
    const before = messages[index - 1];
    const sameDay = before && dayOf(before.at) === dayOf(message.at);
    return sameDay ? [entry] : [{ kind: "day", at: message.at }, entry];
  });
}

function chosenOf(messages: readonly Message[], index: number): string | null {
  const question = messages[index];
  if (!question || choicesOf(question.content).length === 0) return null;
  const answer = messages.slice(index + 1).find(({ author }) => author === "visitor");
  return answer?.content.type === "text" ? (answer.content.choice ?? null) : null;
}

const dayOf = (at: string) => new Date(at).toDateString();
