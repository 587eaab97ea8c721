import { useContext, useEffect } from "react";
import { type Command, commandOf } from "./hotkeys";
import type { Inbox } from "./inbox";
import { listOf, neighbour, rowOf, rowsOf } from "./lists";
import { type ConsoleSession, ConsoleSessionContext } from "./store";
import type { View } from "./view";

/** The composer's field, for the keys that lead there. */
export const COMPOSER_NAME = "reply";

/** What stands over the console and has the keys meanwhile; what fades out has them no more. */
const ABOVE = '[role="dialog"][data-state="open"], [role="menu"][data-state="open"]';

/** Listen to the keys of the table while the console is on the screen. */
export function useHotkeys(view: View, help: () => void): void {
  const session = useContext(ConsoleSessionContext);
  useEffect(() => {
    if (!session) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (!command || document.querySelector(ABOVE)) return;
      event.preventDefault();
      runCommand(command, session, view, help);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [session, view, help]);
}

function runCommand(command: Command, session: ConsoleSession, view: View, help: () => void): void {
  const inbox = session.store.getState();
  const deeds: Record<Command, () => void> = {
    next: () => move(inbox, view, 1),
    previous: () => move(inbox, view, -1),
    done: () => finish(inbox, session, view),
    take_over: () => takeOver(inbox, session, view),
    compose: () => document.getElementsByName(COMPOSER_NAME)[0]?.focus(),
    back: () => leave(view),
    help,
  };
  deeds[command]();
}

function move(inbox: Inbox, view: View, step: 1 | -1): void {
  const row = neighbour(rowsOf(inbox, view.tab), inbox.openId, step);
  if (row) view.open(row.id);
}

function finish(inbox: Inbox, session: ConsoleSession, view: View): void {
  const row = inbox.openId ? rowOf(inbox, inbox.openId) : undefined;
  if (row && view.mayHandle && listOf(row, inbox.me) === "mine") session.line.finish(row.id);
}

function takeOver(inbox: Inbox, session: ConsoleSession, view: View): void {
  const row = inbox.openId ? rowOf(inbox, inbox.openId) : undefined;
  if (row && view.mayHandle && listOf(row, inbox.me) !== "mine") session.line.takeOver(row.id);
}

/** Out of the text first, then one page back. */
function leave(view: View): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLTextAreaElement && focused.name === COMPOSER_NAME) focused.blur();
  else view.back();
}
