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

const CONVERSATIONS = "/workspaces/{slug}/conversations";
const PRESENCE = "/workspaces/{slug}/presence";
const CONVERSATION = `${CONVERSATIONS}/{conversation_id}` as const;

/** The requests about a workspace's conversations; each throws ApiError. */
export function conversationApi(api: Api, slug: string): ConversationApi {
  const of = (conversation_id: string, signal: AbortSignal) => ({
    params: { path: { slug, conversation_id } },
    signal,
  });
  const workspace = { params: { path: { slug } } };
  return {
    contact: (id, signal) => answerOf(api.GET(`${CONVERSATION}/contact`, of(id, signal))),
    steps: (id, signal) => answerOf(api.GET(`${CONVERSATION}/steps`, of(id, signal))),
    pretendVisitor: () => answerOf(api.GET(`${CONVERSATIONS}/pretend-visitor`, workspace)),
    keepAsTest: (conversation_id, name) => {
      const params = { path: { slug, conversation_id } };
      return answerOf(api.POST(`${CONVERSATION}/tests`, { params, body: { name } }));
    },
    presence: (signal) => answerOf(api.GET(PRESENCE, { ...workspace, signal })),
    bePresent: (away) => answerOf(api.PUT(PRESENCE, { ...workspace, body: { away } })),
  };
}

/** The same, for the island's person and workspace. */
export function useConversationApi(): ConversationApi {
  const api = useApi();
  const { slug } = usePage();
  return useMemo(() => conversationApi(api, slug), [api, slug]);
}
