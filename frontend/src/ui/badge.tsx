import { classes } from "./classes";
import { Icon } from "./icon";

export type Meaning = "neutral" | "done" | "needs" | "failed" | "info";

const LOOKS: Record<Meaning, string> = {
  neutral: "bg-hover text-body",
  done: "bg-done-soft text-done",
  needs: "bg-needs-soft text-needs",
  failed: "bg-failed-soft text-failed",
  info: "bg-info-soft text-info",
};

interface BadgeProps {
  meaning?: Meaning;
  /** Colour never speaks alone: an icon and a word go with it. */
  icon: string;
  children: string;
}

export function Badge({ meaning = "neutral", icon, children }: BadgeProps) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-control px-1.5 py-0.5 font-medium text-xs",
        LOOKS[meaning],
      )}
    >
      <Icon name={icon} small />
      {children}
    </span>
  );
}
