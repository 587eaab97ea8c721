/** The console's state for React: the pure inbox, patched by frames and deeds. */

import { createContext, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import type { Inbox } from "./inbox";
import type { ConsoleLine } from "./line";

export interface ConsoleSession {
  readonly store: StoreApi<Inbox>;
  readonly line: ConsoleLine;
}

export const ConsoleSessionContext = createContext<ConsoleSession | null>(null);

function useSession(): ConsoleSession {
  const session = useContext(ConsoleSessionContext);
  if (!session) throw new Error("the console needs a session around it");
  return session;
}

/** A part of the inbox; give a selector that stands outside of the component. */
export function useInbox<Part>(select: (inbox: Inbox) => Part): Part {
  return useStore(useSession().store, select);
}

/** What can be done in the console. */
export function useLine(): ConsoleLine {
  return useSession().line;
}
