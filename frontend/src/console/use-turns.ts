/** What the bot did in a conversation, and what its policies did to the visitor's words. */

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Schemas } from "../api/client";
import { useConversationApi } from "./api";
import { useInbox } from "./store";

type Turn = Schemas["TurnOut"];

/** Read again when the conversation moves; the steps of another one are never shown. */
export function useTurns(id: string) {
  const { steps } = useConversationApi();
  const moved = useInbox((inbox) => inbox.rows[id]?.moved_at);
  return useQuery({
    queryKey: ["steps", id, moved],
    queryFn: ({ signal }) => steps(id, signal),
    placeholderData: (data, query) =>
      query?.queryKey[1] === id ? keepPreviousData(data) : undefined,
  });
}

/** A visitor's message as policies left it. */
export type Hidden = Turn["hidden"][number];

export interface Judged {
  readonly hidden: ReadonlyMap<number, Hidden>;
  /** Did a policy stop the message of this number? */
  readonly stopped: (seq: number) => boolean;
}

/** Give what policies did to the messages of a conversation. */
export function useJudged(id: string): Judged {
  const { data } = useTurns(id);
  return useMemo(() => judgedIn(data ?? []), [data]);
}

/** The same, from the turns. */
export function judgedIn(turns: readonly Turn[]): Judged {
  const blocked = turns.filter((turn) => turn.outcome === "blocked");
  return {
    hidden: new Map(turns.flatMap((turn) => turn.hidden).map((one) => [one.seq, one])),
    stopped: (seq) => blocked.some((turn) => turn.from_seq < seq && seq <= turn.to_seq),
  };
}
