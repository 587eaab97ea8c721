/** Channels, from the API: the requests of this page and their shapes. */

import { useMemo } from "react";
import type { Content } from "../../wire/frames.gen";
import { type Api, answerOf, type Schemas, useApi } from "../api/client";
import { usePage } from "../island/mount-island";

/** How a channel looks and where it works; an empty `language` is the workspace's. */
export type Channel = Schemas["ChannelOut"];
/** What to change; what is left out stays. */
export type Changes = Present<Omit<Schemas["ChannelChangeIn"], "language" | "flow_id">> &
  Pick<Schemas["ChannelChangeIn"], "language" | "flow_id">;
export type SeenSite = Schemas["SeenSiteOut"];
/** One turn of the published flow; `state` goes back with the next one. */
export type Turn = Pick<Schemas["TriedOut"], "state" | "outcome"> & {
  readonly replies: readonly Content[];
};
/** What the visitor of the preview did. */
export type RehearsalInput = Schemas["RehearsalIn"];

/** Values that are never cleared. */
type Present<Values> = { [Name in keyof Values]?: NonNullable<Values[Name]> };

export interface ChannelApi {
  read(): Promise<Channel>;
  change(changes: Changes): Promise<Channel>;
  seenSites(): Promise<SeenSite[]>;
  rehearse(step: RehearsalInput): Promise<Turn>;
  flows(): Promise<Schemas["FlowOut"][]>;
}

const CHANNEL = "/workspaces/{slug}/channels/{channel_id}";

/** The requests about one channel. */
export function channelApi(api: Api, slug: string, channelId: string): ChannelApi {
  const params = { path: { slug, channel_id: channelId } };
  return {
    read: () => answerOf(api.GET(CHANNEL, { params })),
    change: (body) => answerOf(api.PATCH(CHANNEL, { params, body })),
    seenSites: () => answerOf(api.GET(`${CHANNEL}/seen-sites`, { params })),
    rehearse: (body) => answerOf(api.POST(`${CHANNEL}/rehearse`, { params, body })),
    flows: () => answerOf(api.GET("/workspaces/{slug}/flows", { params: { path: { slug } } })),
  };
}

/** The same, for the island's person and workspace. */
export function useChannelApi(channelId: string): ChannelApi {
  const api = useApi();
  const { slug } = usePage();
  return useMemo(() => channelApi(api, slug, channelId), [api, slug, channelId]);
}
