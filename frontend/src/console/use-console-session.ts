import { useEffect, useState } from "react";
import { createStore } from "zustand";
import { type Inbox, newInbox } from "./inbox";
import { ConsoleLine } from "./line";
import { readSeen, UnsentReplies, writeSeen } from "./local-storage";
import type { ConsoleSession } from "./store";

interface ConsoleSessionProps {
  slug: string;
  consoleSocket: string;
  userId: string;
  userName: string;
}

/** One session per page: its state and its line, connected while the page is shown. */
export function useConsoleSession(props: ConsoleSessionProps): ConsoleSession {
  const [unsent] = useState(() => new UnsentReplies(props.slug, props.userId));
  const [session] = useState(() => openSession(props, unsent));
  useEffect(() => {
    session.line.connect();
    return () => session.line.disconnect();
  }, [session]);
  useEffect(
    () =>
      session.store.subscribe(
        (now, before) => now.seen !== before.seen && writeSeen(props.slug, now.seen),
      ),
    [session, props.slug],
  );
  useEffect(
    () => session.store.subscribe((now, before) => storeReplies(unsent, now, before)),
    [session, unsent],
  );
  return session;
}

/** A reply outlives the page until the server has it. */
function storeReplies(unsent: UnsentReplies, now: Inbox, before: Inbox): void {
  if (now.threads === before.threads) return;
  for (const [id, { pending }] of Object.entries(now.threads)) {
    if (pending !== before.threads[id]?.pending) unsent.write(id, pending);
  }
}

function openSession(
  { slug, consoleSocket, userId, userName }: ConsoleSessionProps,
  unsent: UnsentReplies,
): ConsoleSession {
  const me = { id: userId, name: userName };
  const store = createStore(() => newInbox(me, readSeen(slug), unsent.read()));
  return { store, line: new ConsoleLine(consoleSocket, store) };
}
