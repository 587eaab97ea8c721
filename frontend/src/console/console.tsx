/** The agents' console: inbox, thread, and who it is about. */

import { useState } from "react";
import type { CommonProps } from "../island/props";
import { classes } from "../ui/classes";
import { Details } from "./details";
import { HelpDialog } from "./help-dialog";
import { InboxPane } from "./inbox-pane";
import { ReconnectBar } from "./reconnect-bar";
import { ConsoleSessionContext } from "./store";
import { ThreadPane } from "./thread-pane";
import { useCalls } from "./use-calls";
import { useConsoleSession } from "./use-console-session";
import { useHotkeys } from "./use-hotkeys";
import { useView } from "./use-view";
import { type View, ViewContext } from "./view";

export interface ConsoleProps {
  consoleSocket: string;
  userId: string;
  mayHandle: boolean;
  mayKeepTests: boolean;
}

export function Console(props: ConsoleProps & CommonProps) {
  const session = useConsoleSession(props);
  return (
    <ConsoleSessionContext value={session}>
      <Panes mayHandle={props.mayHandle} mayKeepTests={props.mayKeepTests} />
    </ConsoleSessionContext>
  );
}

/** Side by side where there is room; on a phone one page at a time. */
function Panes({ mayHandle, mayKeepTests }: Pick<View, "mayHandle" | "mayKeepTests">) {
  const view = useView(mayHandle, mayKeepTests);
  const [helps, setHelps] = useState(false);
  const calls = useCalls();
  useHotkeys(view, () => setHelps(true));
  return (
    <ViewContext value={view}>
      <div className="flex h-full min-h-0 flex-col">
        <ReconnectBar />
        <div className="grid min-h-0 flex-1 grid-cols-1 md:grid-cols-[22rem_minmax(0,1fr)] xl:grid-cols-[22rem_minmax(0,1fr)_18rem]">
          <InboxPane
            calls={calls}
            onHelp={() => setHelps(true)}
            className={classes(view.page !== "list" && "max-md:hidden")}
          />
          <ThreadPane
            className={classes(
              view.page === "list" && "max-md:hidden",
              view.page === "details" && "max-xl:hidden",
            )}
          />
          <Details className={classes(view.page !== "details" && "max-xl:hidden")} />
        </div>
      </div>
      <HelpDialog open={helps} onOpenChange={setHelps} />
    </ViewContext>
  );
}
