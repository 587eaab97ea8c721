/** What the visitor sees, as a pure function of what the server said and the visitor did. */

import type { VisitorInput } from "../content/tools";
import type { Link } from "../wire/connection";
import { type Author, type Handler, wordsOf } from "../wire/frames";
import type { Content, ServerFrame } from "../wire/frames.gen";

/** The frame of that type. */
type FrameOf<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;

export interface Message {
  readonly seq: number;
  readonly author: Author;
  readonly content: Content;
  readonly name?: string | undefined;
  /** The `client_msg_id`, when this page sent it: its bubble stays the same one. */
  readonly id?: string | undefined;
  /** Its words stood here before it came, as a draft. */
  readonly written?: boolean;
}

/** Words of a turn that is still being written. */
export interface Draft {
  readonly turn: string;
  readonly text: string;
}

/** A visitor's message that the server has not taken yet. */
export interface Outgoing extends VisitorInput {
  readonly id: string;
  readonly failed?: boolean;
}

export interface Thread {
  readonly link: Link;
  readonly conversation: string | null;
  readonly messages: readonly Message[];
  readonly outbox: readonly Outgoing[];
  /** Highest seq received as a message; acks do not count, or a message could be skipped. */
  readonly lastSeq: number;
  /** What was said before this page joined: up to this seq nothing is news. */
  readonly historySeq: number;
  readonly draft: Draft | null;
  /** The bot owes an answer. */
  readonly awaiting: boolean;
  /** A person is writing. */
  readonly typing: boolean;
  readonly handledBy: Handler;
  readonly agent: string | null;
  /** The server's word on something that was not one message. */
  readonly notice: string | null;
}

export function newThread(outbox: readonly Outgoing[] = []): Thread {
  return {
    link: "idle",
    conversation: null,
    messages: [],
    outbox,
    lastSeq: 0,
    historySeq: 0,
    draft: null,
    awaiting: false,
    typing: false,
    handledBy: "bot",
    agent: null,
    notice: null,
  };
}

/** Messages to be sent, again or for the first time, in their order. */
export function unsent(thread: Thread): readonly Outgoing[] {
  return thread.outbox.filter((outgoing) => !outgoing.failed);
}

/** What the visitor can still answer: the bot listens, and nobody spoke below it. */
export function openQuestion(thread: Thread): Content | null {
  const last = thread.messages.at(-1);
  const listening = thread.handledBy === "bot" && unsent(thread).length === 0;
  return listening && last?.author === "bot" ? last.content : null;
}

export function say(thread: Thread, outgoing: Outgoing): Thread {
  return {
    ...thread,
    outbox: [...thread.outbox, outgoing],
    awaiting: thread.handledBy === "bot",
    notice: null,
  };
}

export function tryAgain(thread: Thread, id: string): Thread {
  const failed = thread.outbox.find((outgoing) => outgoing.id === id);
  if (!failed) return thread;
  return say(without(thread, id), { ...failed, failed: false });
}

/** Take in one frame. Frames of a type this widget does not know change nothing. */
export function receive(thread: Thread, frame: ServerFrame): Thread {
  const take = takers[frame.type] as Taker | undefined;
  return take ? take(thread, frame) : thread;
}

type Taker = (thread: Thread, frame: ServerFrame) => Thread;

const takers: {
  [T in ServerFrame["type"]]: (thread: Thread, frame: FrameOf<T>) => Thread;
} = {
  ready: takeReady,
  ack: takeAck,
  message: takeMessage,
  delta: takeDelta,
  discard: (thread, { turn }) => withoutDraft(thread, turn),
  turn_done: (thread, { turn }) => ({
    ...withoutDraft(thread, turn),
    awaiting: unsent(thread).length > 0,
  }),
  typing: (thread) => ({ ...thread, typing: true }),
  status: takeStatus,
  error: takeError,
};

function takeReady(thread: Thread, frame: FrameOf<"ready">): Thread {
  const known = thread.conversation === frame.conversation_id;
  const history = known ? {} : { messages: [], lastSeq: 0, historySeq: frame.seq };
  return {
    ...thread,
    ...history,
    conversation: frame.conversation_id,
    draft: null,
    typing: false,
    notice: null,
    awaiting: unsent(thread).length > 0 && thread.handledBy === "bot",
  };
}

/** The server has it: the bubble moves from the outbox to its place in the thread. */
function takeAck(thread: Thread, frame: FrameOf<"ack">): Thread {
  const sent = thread.outbox.find((outgoing) => outgoing.id === frame.client_msg_id);
  if (!sent) return thread;
  const rest = without(thread, sent.id);
  if (frame.seq <= thread.lastSeq) return rest;
  const content = { type: "text", text: sent.text } as const;
  return placed(rest, { seq: frame.seq, author: "visitor", content, id: sent.id });
}

function takeMessage(thread: Thread, frame: FrameOf<"message">): Thread {
  if (frame.seq <= thread.lastSeq) return thread;
  const { seq, author, content } = frame;
  const id = thread.messages.find((message) => message.seq === seq)?.id;
  const draft = draftAfter(thread.draft, frame);
  const written = draft !== thread.draft && frame.turn === thread.draft?.turn;
  const message = { seq, author, content, id, name: frame.name ?? undefined, written };
  return {
    ...placed(thread, message),
    draft,
    lastSeq: seq,
    typing: author === "visitor" && thread.typing,
  };
}

/** A message takes its words out of the draft; one of another turn takes the draft away. */
function draftAfter(draft: Draft | null, frame: FrameOf<"message">): Draft | null {
  if (!draft || frame.author === "visitor") return draft;
  if (frame.turn !== draft.turn) return null;
  const message = wordsOf(frame.content);
  const written = draft.text.trimStart();
  if (message.startsWith(written)) return null;
  if (!message || !written.startsWith(message)) return draft;
  const rest = written.slice(message.length).trimStart();
  return rest ? { ...draft, text: rest } : null;
}

function takeDelta(thread: Thread, { turn, text }: FrameOf<"delta">): Thread {
  const written = thread.draft?.turn === turn ? thread.draft.text : "";
  return { ...thread, draft: { turn, text: written + text } };
}

function takeStatus(thread: Thread, frame: FrameOf<"status">): Thread {
  return {
    ...thread,
    handledBy: frame.handled_by,
    agent: frame.name ?? null,
    draft: frame.handled_by === "bot" ? thread.draft : null,
    awaiting: thread.awaiting && frame.handled_by === "bot",
  };
}

function takeError(thread: Thread, frame: FrameOf<"error">): Thread {
  const id = thread.outbox.find((outgoing) => outgoing.id === frame.client_msg_id)?.id;
  if (!id) return { ...thread, awaiting: false, notice: frame.message };
  const outbox = thread.outbox.map((outgoing) =>
    outgoing.id === id ? { ...outgoing, failed: true } : outgoing,
  );
  return { ...thread, outbox, awaiting: unsent({ ...thread, outbox }).length > 0 };
}

function placed(thread: Thread, message: Message): Thread {
  const others = thread.messages.filter(({ seq }) => seq !== message.seq);
  return { ...thread, messages: [...others, message].sort((a, b) => a.seq - b.seq) };
}

function without(thread: Thread, id: string): Thread {
  return { ...thread, outbox: thread.outbox.filter((outgoing) => outgoing.id !== id) };
}

function withoutDraft(thread: Thread, turn: string): Thread {
  return thread.draft?.turn === turn ? { ...thread, draft: null } : thread;
}
