/** What travels between console and server, by the console's names for it. */

import type { ConversationMessage, ConversationRow, ReturnToBot } from "../../wire/frames.gen";

/** One row of the inbox; times are ISO 8601, `contact` is empty for a visitor without a name. */
export type Row = Omit<ConversationRow, "type">;
export type Message = Omit<ConversationMessage, "type" | "conversation_id">;
/** How the bot goes on after a person. */
export type How = ReturnToBot["how"];
