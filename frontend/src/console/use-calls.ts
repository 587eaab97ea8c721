import { useContext, useEffect, useState } from "react";
import { chime } from "./chime";
import { callCount, callsAnew } from "./lists";
import { isMuted, setMuted } from "./local-storage";
import { ConsoleSessionContext, useInbox } from "./store";

export interface Calls {
  readonly muted: boolean;
  mute(muted: boolean): void;
}

/** Calls the person: a number in the title and, unless muted, a sound. */
export function useCalls(): Calls {
  const [muted, setIsMuted] = useState(isMuted);
  useTitleCount(useInbox(callCount));
  useSound(muted);
  const mute = (next: boolean) => {
    setMuted(next);
    setIsMuted(next);
  };
  return { muted, mute };
}

function useTitleCount(count: number): void {
  const [title] = useState(() => document.title);
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${title}` : title;
  }, [count, title]);
}

function useSound(muted: boolean): void {
  const store = useContext(ConsoleSessionContext)?.store;
  useEffect(() => {
    if (muted) return;
    return store?.subscribe((now, before) => {
      if (callsAnew(before, now, document.hasFocus())) chime();
    });
  }, [muted, store]);
}
