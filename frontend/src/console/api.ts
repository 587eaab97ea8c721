/** What the console asks over HTTP. */

import { useMemo } from "react";
import { type Api, answerOf, type Schemas, useApi } from "../api/client";
import { usePage } from "../island/mount-island";

export interface ConversationApi {
  contact(id: string, signal: AbortSignal): Promise<Schemas["ContactOut"]>;
  steps(id: string, signal: AbortSignal): Promise<Schemas["TurnOut"][]>;
  pretendVisitor(): Promise<Schemas["PretendVisitorOut"]>;
  keepAsTest(id: string, name: string): Promise<Schemas["KeptTestOut"]>;
  presence(signal: AbortSignal): Promise<Schemas["PresenceShape"]>;
  bePresent(away: boolean): Promise<Schemas["PresenceShape"]>;
}

const ROOM = "/workspaces/{slug}/conversations";
const PRESENCE = "/workspaces/{slug}/presence";
const ONE = `${ROOM}/{conversation_id}` as const;

/** The requests about a workspace's conversations; each throws ApiError. */
export function conversationApi(api: Api, slug: string): ConversationApi {
  const of = (conversation_id: string, signal: AbortSignal) => ({
    params: { path: { slug, conversation_id } },
    signal,
  });
  const room = { params: { path: { slug } } };
  return {
    contact: (id, signal) => answerOf(api.GET(`${ONE}/contact`, of(id, signal))),
    steps: (id, signal) => answerOf(api.GET(`${ONE}/steps`, of(id, signal))),
    pretendVisitor: () => answerOf(api.GET(`${ROOM}/pretend-visitor`, room)),
    keepAsTest: (conversation_id, name) => {
      const params = { path: { slug, conversation_id } };
      return answerOf(api.POST(`${ONE}/tests`, { params, body: { name } }));
    },
    presence: (signal) => answerOf(api.GET(PRESENCE, { ...room, signal })),
    bePresent: (away) => answerOf(api.PUT(PRESENCE, { ...room, body: { away } })),
  };
}

/** The same, for the island's person and workspace. */
export function useConversationApi(): ConversationApi {
  const api = useApi();
  const { slug } = usePage();
  return useMemo(() => conversationApi(api, slug), [api, slug]);
}
