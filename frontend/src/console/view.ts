/** What is on the screen: the tab that is shown, and on a phone the page. */

import { createContext, useContext } from "react";
import type { TabName } from "./lists";

export type Page = "list" | "thread" | "details";

export interface View {
  readonly mayHandle: boolean;
  readonly mayKeepTests: boolean;
  readonly tab: TabName;
  readonly page: Page;
  showTab(tab: TabName): void;
  showPage(page: Page): void;
  /** Look at a conversation; its page comes up on a phone. */
  open(id: string): void;
  /** One page back. */
  back(): void;
}

export const ViewContext = createContext<View | null>(null);

export function useViewOf(): View {
  const view = useContext(ViewContext);
  if (!view) throw new Error("the console needs a view around it");
  return view;
}
