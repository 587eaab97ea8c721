import type { ComponentProps } from "react";
import { classes } from "./classes";
import { CONTROL, Field, type FieldProps } from "./field";

interface TextAreaProps
  extends FieldProps,
    Omit<ComponentProps<"textarea">, "value" | "onChange" | "id"> {
  value: string;
  onValueChange: (value: string) => void;
}

const SAME_BOX = "col-start-1 row-start-1 px-3 py-2 text-sm touch:text-base";

/** Several lines of words; it grows with them up to `max-h-60`, then scrolls. */
export function TextArea({
  label,
  hideLabel,
  help,
  error,
  value,
  onValueChange,
  className,
  rows = 2,
  ...rest
}: TextAreaProps) {
  return (
    <Field label={label} hideLabel={hideLabel ?? false} help={help} error={error}>
      {(control) => (
        <div className="grid max-h-60">
          {/* The same words, unseen, give the grid its height: no script measures anything. */}
          <div
            aria-hidden
            className={classes(
              SAME_BOX,
              "invisible max-h-60 overflow-hidden whitespace-pre-wrap border wrap-anywhere",
            )}
          >
            {`${value} `}
          </div>
          <textarea
            dir="auto"
            rows={rows}
            {...rest}
            {...control}
            value={value}
            onChange={(event) => onValueChange(event.target.value)}
            className={classes(CONTROL, SAME_BOX, "resize-none", className)}
          />
        </div>
      )}
    </Field>
  );
}
