import { classes } from "./classes";
import { Icon } from "./icon";

/** The groups of blocks as the server names them; a plug-in's own group is quiet. */
const COLOURS: Record<string, string> = {
  Messages: "bg-messages-tile text-messages",
  Questions: "bg-questions-tile text-questions",
  Logic: "bg-logic-tile text-logic",
  AI: "bg-ai-tile text-ai",
  Actions: "bg-actions-tile text-actions",
  "Hand over": "bg-hand-over-tile text-hand-over",
};

/** The 28 px square that tells the group of a block. */
export function BlockTile({ group, icon }: { group: string; icon: string }) {
  return (
    <span
      className={classes(
        "grid size-7 flex-none place-items-center rounded-control",
        COLOURS[group] ?? "bg-hover text-body",
      )}
    >
      <Icon name={icon} />
    </span>
  );
}
