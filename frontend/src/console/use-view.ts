import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Inbox } from "./inbox";
import { listOf, rowOf, type TabName, tabOf } from "./lists";
import { useInbox, useLine } from "./store";
import type { Page, View } from "./view";

const openTabOf = (inbox: Inbox): TabName | null => {
  const row = inbox.openId ? rowOf(inbox, inbox.openId) : undefined;
  return row ? tabOf(listOf(row, inbox.me)) : null;
};

/** Which tab and page are shown; the address names the open conversation. */
export function useView(mayHandle: boolean, mayKeepTests: boolean): View {
  const line = useLine();
  const [tab, showTab] = useState<TabName>("waiting");
  const [page, showPage] = useState<Page>("list");
  const open = useCallback(
    (id: string) => {
      line.open(id);
      showPage("thread");
      nameInAddress(id);
    },
    [line],
  );
  useEffect(() => {
    const requested = new URLSearchParams(window.location.search).get("open");
    if (requested) open(requested);
  }, [open]);
  useFollow(useInbox(openTabOf), showTab);
  const back = useCallback(() => showPage((now) => (now === "details" ? "thread" : "list")), []);
  return useMemo(
    () => ({ mayHandle, mayKeepTests, tab, page, showTab, showPage, open, back }),
    [mayHandle, mayKeepTests, tab, page, open, back],
  );
}

/** A conversation that changes hands under my eyes takes its tab along. */
function useFollow(tab: TabName | null, showTab: (tab: TabName) => void): void {
  const before = useRef<TabName | null>(null);
  useEffect(() => {
    if (tab && tab !== before.current) showTab(tab);
    before.current = tab;
  }, [tab, showTab]);
}

function nameInAddress(id: string): void {
  const address = new URL(window.location.href);
  address.searchParams.set("open", id);
  window.history.replaceState(null, "", address);
}
