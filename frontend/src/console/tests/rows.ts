import type { Row } from "../protocol";

export const ME = { id: "me", name: "Anna" };

/** A row of the bot's, unless told otherwise. */
export function row(id: string, given: Partial<Row> = {}): Row {
  return {
    id,
    channel: "Website",
    channel_kind: "web",
    contact: "",
    handled_by: "bot",
    agent: null,
    agent_id: null,
    owner_epoch: 0,
    status: "open",
    waiting_since: null,
    held_since: null,
    spoke_at: "2026-11-22T10:00:00Z",
    created_at: "2026-11-22T10:00:00Z",
    moved_at: "2026-11-22T10:00:00Z",
    last_seq: 1,
    last_author: "bot",
    last_words: "words",
    last_at: "2026-11-22T10:00:00Z",
    ...given,
  };
}
