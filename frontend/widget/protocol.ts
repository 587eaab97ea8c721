/** The frames of the visitor's socket, one JSON object with a `type` each. */

export type Author = "visitor" | "bot" | "agent" | "system";
export type Handler = "bot" | "waiting" | "agent";

export interface Choice {
  readonly id: string;
  readonly title: string;
}

/**
 * What a message holds. The server's union is closed and grows: the widget draws `text` and
 * `divider`, and shows `text` of every other kind.
 */
export interface Content {
  readonly type: string;
  readonly text?: string;
  readonly choices?: readonly Choice[];
}

export interface MessageFrame {
  readonly type: "message";
  readonly seq: number;
  readonly author: Author;
  readonly content: Content;
  readonly turn?: string | null;
  /** Who wrote it, on an agent's message. */
  readonly name?: string | null;
}

interface ErrorFrame {
  readonly type: "error";
  readonly code: string;
  readonly message: string;
  readonly client_msg_id?: string | null;
}

export interface StatusFrame {
  readonly type: "status";
  readonly handled_by: Handler;
  readonly name?: string | null;
}

export type ServerFrame =
  | {
      readonly type: "ready";
      readonly token: string;
      readonly conversation_id: string;
      readonly seq: number;
    }
  | { readonly type: "ack"; readonly client_msg_id: string; readonly seq: number }
  | MessageFrame
  | { readonly type: "delta"; readonly turn: string; readonly text: string }
  | { readonly type: "discard"; readonly turn: string }
  | { readonly type: "turn_done"; readonly turn: string; readonly seq: number }
  | { readonly type: "typing" }
  | StatusFrame
  | ErrorFrame;

export type ClientFrame =
  | { readonly type: "hello"; readonly token?: string; readonly last_seq?: number }
  | { readonly type: "message"; readonly client_msg_id: string; readonly text: string }
  | { readonly type: "message"; readonly client_msg_id: string; readonly choice: string }
  | { readonly type: "start_over" }
  | { readonly type: "typing" }
  | { readonly type: "read"; readonly seq: number };

/** The frame of that type. */
export type FrameOf<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;

/** Read one socket message; null when it is not a frame. */
export function readFrame(data: unknown): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(String(data));
    const named = typeof frame === "object" && frame !== null && "type" in frame;
    return named ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
