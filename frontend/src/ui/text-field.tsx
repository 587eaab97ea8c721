import type { ComponentProps } from "react";
import { classes } from "./classes";
import { CONTROL, Field, type FieldProps } from "./field";

interface TextFieldProps
  extends FieldProps,
    Omit<ComponentProps<"input">, "value" | "onChange" | "id"> {
  value: string;
  onValueChange: (value: string) => void;
}

/** One line of words. */
export function TextField({
  label,
  hideLabel,
  help,
  error,
  onValueChange,
  className,
  ...rest
}: TextFieldProps) {
  return (
    <Field label={label} hideLabel={hideLabel ?? false} help={help} error={error}>
      {(control) => (
        <input
          type="text"
          dir="auto"
          autoComplete="off"
          {...rest}
          {...control}
          onChange={(event) => onValueChange(event.target.value)}
          className={classes(CONTROL, "h-field", className)}
        />
      )}
    </Field>
  );
}
