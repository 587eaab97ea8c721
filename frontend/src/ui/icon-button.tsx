import type { ComponentProps } from "react";
import { classes } from "./classes";
import { Icon } from "./icon";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "aria-label"> {
  icon: string;
  /** What it does; spoken and shown on hover. */
  label: string;
  keys?: string | undefined;
  loading?: boolean;
  /** Set for a switch: shown as pressed or not. */
  pressed?: boolean;
  side?: "top" | "right" | "bottom" | "left";
}

export function IconButton({
  icon,
  label,
  keys,
  loading = false,
  pressed,
  side = "bottom",
  disabled,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={side}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        aria-busy={loading || undefined}
        disabled={disabled || loading}
        className={classes(
          "inline-flex size-control flex-none items-center justify-center rounded-control transition-colors",
          "disabled:cursor-default disabled:opacity-50",
          pressed ? "bg-tint text-link" : "text-body enabled:hover:bg-hover",
          className,
        )}
      >
        {loading ? <Spinner /> : <Icon name={icon} />}
      </button>
    </Tooltip>
  );
}
