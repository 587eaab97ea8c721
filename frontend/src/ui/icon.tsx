import { classes } from "./classes";

interface IconProps {
  /** A name of Material Symbols Outlined, such as `send`. */
  name: string;
  small?: boolean;
  className?: string;
}

/** A picture beside words; it says nothing to screen readers. */
export function Icon({ name, small = false, className }: IconProps) {
  return (
    <span aria-hidden translate="no" className={classes("icon", small && "icon-small", className)}>
      {name}
    </span>
  );
}
