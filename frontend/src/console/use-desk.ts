import { useEffect, useState } from "react";
import { createStore } from "zustand";
import { type Inbox, newInbox } from "./inbox";
import { KeptReplies, readSeen, writeSeen } from "./keepsakes";
import { ConsoleLine } from "./line";
import type { Desk } from "./store";

interface DeskProps {
  slug: string;
  consoleSocket: string;
  userId: string;
  userName: string;
}

/** One desk per page: its state and its line, connected while the page is shown. */
export function useDesk(props: DeskProps): Desk {
  const [kept] = useState(() => new KeptReplies(props.slug, props.userId));
  const [desk] = useState(() => furnish(props, kept));
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
    () => desk.store.subscribe((now, before) => keepReplies(kept, now, before)),
    [desk, kept],
  );
  return desk;
}

/** A reply outlives the page until the server has it. */
function keepReplies(kept: KeptReplies, now: Inbox, before: Inbox): void {
  if (now.threads === before.threads) return;
  for (const [id, { pending }] of Object.entries(now.threads)) {
    if (pending !== before.threads[id]?.pending) kept.write(id, pending);
  }
}

function furnish({ slug, consoleSocket, userId, userName }: DeskProps, kept: KeptReplies): Desk {
  const me = { id: userId, name: userName };
  const store = createStore(() => newInbox(me, readSeen(slug), kept.read()));
  return { store, line: new ConsoleLine(consoleSocket, store) };
}
