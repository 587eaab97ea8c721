import type { ComponentProps } from "react";
import { classes } from "./classes";
import { Icon } from "./icon";
import { Spinner } from "./spinner";

type Look = "primary" | "quiet" | "danger";

const LOOKS: Record<Look, string> = {
  primary: "bg-action text-on-action enabled:hover:bg-action-hover",
  quiet: "border border-rim bg-card text-strong enabled:hover:bg-hover",
  danger: "bg-failed-solid text-on-action enabled:hover:bg-failed-solid-hover",
};

export interface ButtonProps extends ComponentProps<"button"> {
  /** One primary button per screen. */
  look?: Look;
  icon?: string | undefined;
  /** Work is under way: a spinner takes the icon's place and a second click does nothing. */
  loading?: boolean;
  /** As high as the fields of a form. */
  tall?: boolean;
}

export function Button({
  look = "quiet",
  icon,
  loading = false,
  tall = false,
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      className={classes(
        "inline-flex items-center justify-center gap-2 whitespace-nowrap rounded-control px-3 font-medium text-sm transition-colors",
        tall ? "min-h-field" : "min-h-control",
        "disabled:cursor-default",
        loading ? "disabled:opacity-80" : "disabled:opacity-50",
        LOOKS[look],
        className,
      )}
    >
      {loading ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
