import { useEffect, useState, useSyncExternalStore } from "react";
import type { Changes, Channel } from "./channel-api";
import { ChannelDraft, type DraftState } from "./draft";

export type Change = ChannelDraft["change"];

/** The channel in the form, and the way to change it; what waits is saved when the page goes. */
export function useDraft(
  channel: Channel,
  send: (changes: Changes) => Promise<Channel>,
): DraftState & { change: Change } {
  const [draft] = useState(() => new ChannelDraft(channel, send));
  useEffect(() => {
    const leave = () => void draft.flush();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [draft]);
  const state = useSyncExternalStore(draft.subscribe, draft.read);
  const [change] = useState(() => draft.change.bind(draft));
  return { ...state, change };
}
