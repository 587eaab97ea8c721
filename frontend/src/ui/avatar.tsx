import { classes } from "./classes";
import { Icon } from "./icon";

interface AvatarProps {
  /** Empty for a visitor whom nobody knows by name. */
  name: string;
  /** One of us, or the bot (primary), or a visitor (grey). */
  who?: "visitor" | "agent" | "bot";
  large?: boolean;
}

const FACES = { visitor: "person", agent: "person", bot: "smart_toy" } as const;

/** A face beside a name; it says nothing to screen readers. */
export function Avatar({ name, who = "visitor", large = false }: AvatarProps) {
  const letters = who === "bot" ? "" : initials(name);
  return (
    <span
      aria-hidden
      className={classes(
        "grid flex-none select-none place-items-center rounded-full font-semibold text-xs",
        large ? "size-10" : "size-8",
        who === "visitor" ? "bg-hairline text-body" : "bg-bot text-link",
      )}
    >
      {letters || <Icon name={FACES[who]} />}
    </span>
  );
}

/** The first letters of the first and the last word: "Anna Maria Berg" is AB. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase()).join("");
}
