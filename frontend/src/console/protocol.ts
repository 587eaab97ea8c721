/** The frames of the console's socket, one JSON object with a `type` each. */

export type Author = "visitor" | "bot" | "agent" | "system";
export type Handler = "bot" | "waiting" | "agent";
/** How the bot goes on after a person. */
export type How = "ask_again" | "start_over" | "wait";

/** One row of the inbox; times are ISO 8601, `contact` is empty for a visitor without a name. */
export interface Row {
  readonly id: string;
  readonly channel: string;
  readonly channel_kind: string;
  readonly contact: string;
  readonly handled_by: Handler;
  readonly agent: string | null;
  readonly agent_id: string | null;
  readonly owner_epoch: number;
  readonly status: "open" | "done";
  readonly waiting_since: string | null;
  readonly held_since: string | null;
  readonly spoke_at: string;
  readonly created_at: string;
  readonly moved_at: string;
  readonly last_seq: number;
  readonly last_author: Author | null;
  readonly last_words: string;
  readonly last_at: string | null;
}

/** A closed union that grows: `text` stands in for every kind that is not drawn. */
export interface Content {
  readonly type: string;
  readonly text?: string;
  readonly choices?: readonly { readonly id: string; readonly title: string }[];
  /** The button that the visitor picked. */
  readonly choice?: string | null;
  /** Of a divider. */
  readonly reason?: string;
}

export interface Message {
  readonly seq: number;
  readonly author: Author;
  readonly content: Content;
  readonly at: string;
  readonly turn?: string;
  /** Who exactly, of an agent's message. */
  readonly name?: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who holds a conversation, as a refusal tells it. */
export interface Holder {
  readonly handled_by: Handler;
  readonly agent: string | null;
  readonly owner_epoch: number;
}

export type ServerFrame =
  | { readonly type: "ready"; readonly role: string }
  | ({ readonly type: "conversation" } & Row)
  | ({ readonly type: "message"; readonly conversation_id: string } & Message)
  | AckFrame
  | { readonly type: "typing"; readonly conversation_id: string }
  | {
      readonly type: "viewing";
      readonly conversation_id: string;
      readonly people: readonly Person[];
    }
  | ErrorFrame;

export interface AckFrame {
  readonly type: "ack";
  readonly conversation_id: string;
  readonly client_msg_id: string;
  readonly seq: number;
}

export interface ErrorFrame {
  readonly type: "error";
  readonly code: string;
  readonly message: string;
  /** The type of the frame that was refused. */
  readonly to?: string;
  readonly conversation_id?: string;
  readonly client_msg_id?: string;
  readonly current?: Holder;
}

export type ClientFrame =
  | { readonly type: "hello"; readonly after?: string }
  | { readonly type: "open"; readonly conversation_id: string; readonly last_seq: number }
  | { readonly type: "take_over"; readonly conversation_id: string; readonly owner_epoch: number }
  | {
      readonly type: "reply";
      readonly conversation_id: string;
      readonly client_msg_id: string;
      readonly text: string;
    }
  | { readonly type: "return_to_bot"; readonly conversation_id: string; readonly how: How }
  | { readonly type: "done"; readonly conversation_id: string }
  | { readonly type: "typing" };
