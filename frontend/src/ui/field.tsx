import { type ReactNode, useId } from "react";
import { classes } from "./classes";
import { Icon } from "./icon";

export interface FieldProps {
  label: string;
  /** The label is spoken only; for fields whose place says it. */
  hideLabel?: boolean;
  help?: ReactNode;
  /** What is wrong and what to do. */
  error?: string | undefined;
}

/** What ties a control to its label, help and error. */
export interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

/** The edge and inside of a control that takes words. */
export const CONTROL =
  "w-full min-w-0 rounded-control border border-edge bg-card px-3 text-sm text-strong transition-colors " +
  "touch:text-base disabled:opacity-50 aria-invalid:border-failed";

/** A label above, help and error below a control. */
export function Field({
  label,
  hideLabel = false,
  help,
  error,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const described = error || help ? `${id}-about` : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label
        htmlFor={id}
        className={hideLabel ? "sr-only" : "font-medium text-compact text-strong"}
      >
        {label}
      </label>
      {children({ id, "aria-describedby": described, "aria-invalid": error ? true : undefined })}
      {described && <About id={described} help={help} error={error} />}
    </div>
  );
}

function About({ id, help, error }: Pick<FieldProps, "help" | "error"> & { id: string }) {
  return (
    <p id={id} className={classes("flex gap-1 text-xs", error ? "text-failed" : "text-quiet")}>
      {error && <Icon name="error" small />}
      {error ?? help}
    </p>
  );
}
