import { useEffect, useState } from "react";
import { createStore } from "zustand";
import { newInbox } from "./inbox";
import { readSeen, writeSeen } from "./keepsakes";
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
  const [desk] = useState(() => furnish(props));
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
  return desk;
}

function furnish({ slug, consoleSocket, userId, userName }: DeskProps): Desk {
  const me = { id: userId, name: userName };
  const store = createStore(() => newInbox(me, readSeen(slug)));
  return { store, line: new ConsoleLine(consoleSocket, store) };
}
