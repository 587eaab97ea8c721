/** Channels, from the API: the requests of this page and their shapes. */

import type { Client } from "openapi-fetch";
import { useMemo } from "react";
import { type Api, answerOf, type Schemas, useApi } from "../api/client";
import { usePage } from "../island/mount-island";

/** How a channel looks and where it works; an empty `language` is the workspace's. */
export interface Look {
  name: string;
  bot_name: string;
  /** `#rrggbb`. */
  accent: string;
  greeting: string;
  position: "left" | "right";
  language: string;
  /** Empty allows every site. */
  allowed_origins: string[];
}

export interface Channel extends Look {
  id: string;
  flow: { id: string; name: string } | null;
}

/** What to change; what is left out stays. */
export type Changes = Partial<Omit<Look, "language">> & {
  language?: string | null;
  flow_id?: string | null;
};

/** A site that asked for the widget; `seen_at` is ISO 8601. */
export interface SeenSite {
  origin: string;
  seen_at: string;
  allowed: boolean;
}

/** One message of the flow. */
export interface Replied {
  type: string;
  reason?: string;
  text?: string;
  choices?: { id: string; title: string }[];
}

/** One turn of the published flow; `state` goes back with the next one. */
export interface Turn {
  replies: Replied[];
  state: unknown;
  outcome: string;
}

/** What the visitor of the preview did. */
export interface Step {
  state?: unknown;
  input?: { text?: string; choice?: string };
  cause?: "opened" | "start_over";
}

interface Answers<Data> {
  responses: { 200: { content: { "application/json": Data } } };
}
interface Asks<Body, Data> extends Answers<Data> {
  requestBody: { content: { "application/json": Body } };
}
interface OfChannel {
  parameters: { path: { slug: string; channel_id: string } };
}

interface ChannelPaths {
  "/workspaces/{slug}/channels/{channel_id}": OfChannel & {
    get: OfChannel & Answers<Channel>;
    patch: OfChannel & Asks<Changes, Channel>;
  };
  "/workspaces/{slug}/channels/{channel_id}/seen-sites": OfChannel & {
    get: OfChannel & Answers<SeenSite[]>;
  };
  "/workspaces/{slug}/channels/{channel_id}/rehearse": OfChannel & {
    post: OfChannel & Asks<Step, Turn>;
  };
}

export interface ChannelApi {
  read(): Promise<Channel>;
  change(changes: Changes): Promise<Channel>;
  seenSites(): Promise<SeenSite[]>;
  rehearse(step: Step): Promise<Turn>;
  flows(): Promise<Schemas["FlowOut"][]>;
}

const CHANNEL = "/workspaces/{slug}/channels/{channel_id}";

/** The requests about one channel. */
export function channelApi(api: Api, slug: string, channelId: string): ChannelApi {
  const channels = api as unknown as Client<ChannelPaths>;
  const params = { path: { slug, channel_id: channelId } };
  return {
    read: () => answerOf(channels.GET(CHANNEL, { params })),
    change: (body) => answerOf(channels.PATCH(CHANNEL, { params, body })),
    seenSites: () => answerOf(channels.GET(`${CHANNEL}/seen-sites`, { params })),
    rehearse: (body) => answerOf(channels.POST(`${CHANNEL}/rehearse`, { params, body })),
    flows: () => answerOf(api.GET("/workspaces/{slug}/flows", { params: { path: { slug } } })),
  };
}

/** The same, for the island's person and workspace. */
export function useChannelApi(channelId: string): ChannelApi {
  const api = useApi();
  const { slug } = usePage();
  return useMemo(() => channelApi(api, slug, channelId), [api, slug, channelId]);
}
