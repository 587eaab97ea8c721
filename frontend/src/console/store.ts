/** The console's state for React: the pure inbox, patched by frames and deeds. */

import { createContext, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import type { Inbox } from "./inbox";
import type { ConsoleLine } from "./line";

export interface Desk {
  readonly store: StoreApi<Inbox>;
  readonly line: ConsoleLine;
}

export const DeskContext = createContext<Desk | null>(null);

function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("the console needs a desk around it");
  return desk;
}

/** A part of the inbox; give a selector that stands outside of the component. */
export function useInbox<Part>(select: (inbox: Inbox) => Part): Part {
  return useStore(useDesk().store, select);
}

/** What can be done at the desk. */
export function useLine(): ConsoleLine {
  return useDesk().line;
}
