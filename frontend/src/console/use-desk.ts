import { useEffect, useState } from "react";
import { createStore } from "zustand";
import { type Inbox, newInbox } from "./inbox";
import { ConsoleLine } from "./line";
import { readSeen, UnsentReplies, writeSeen } from "./local-storage";
import type { Desk } from "./store";

interface DeskProps {
  slug: string;
  consoleSocket: string;
  userId: string;
  userName: string;
}

/** One desk per page: its state and its line, connected while the page is shown. */
export function useDesk(props: DeskProps): Desk {
  const [unsent] = useState(() => new UnsentReplies(props.slug, props.userId));
  const [desk] = useState(() => furnish(props, unsent));
  useEffect(() => {
    desk.line.connect();
    return () => desk.line.disconnect();
  }, [desk]);
  useEffect(
    () =>
      desk.store.subscribe(
        (now, before) => now.seen !== before.seen && writeSeen(props.slug, now.seen),
      ),
    [desk, props.slug],
  );
  useEffect(
    () => desk.store.subscribe((now, before) => storeReplies(unsent, now, before)),
    [desk, unsent],
  );
  return desk;
}

/** A reply outlives the page until the server has it. */
function storeReplies(unsent: UnsentReplies, now: Inbox, before: Inbox): void {
  if (now.threads === before.threads) return;
  for (const [id, { pending }] of Object.entries(now.threads)) {
    if (pending !== before.threads[id]?.pending) unsent.write(id, pending);
  }
}

function furnish(
  { slug, consoleSocket, userId, userName }: DeskProps,
  unsent: UnsentReplies,
): Desk {
  const me = { id: userId, name: userName };
  const store = createStore(() => newInbox(me, readSeen(slug), unsent.read()));
  return { store, line: new ConsoleLine(consoleSocket, store) };
}
