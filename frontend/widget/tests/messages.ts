import type { Content, ThreadMessage } from "../../wire/frames.gen";

/** A message of the server's; its words are the last ones that matter. */
export function message(
  seq: number,
  content: string | Content,
  more: Partial<ThreadMessage> = {},
): ThreadMessage {
  const drawn: Content = typeof content === "string" ? { type: "text", text: content } : content;
  return {
    type: "message",
    seq,
    author: "bot",
    content: drawn,
    at: "2026-11-22T10:00:00Z",
    ...more,
  };
}
