import type { ComponentProps } from "react";
import { classes } from "./classes";
import { CONTROL, Field, type FieldProps } from "./field";
import { Icon } from "./icon";

export interface Option<Value extends string = string> {
  value: Value;
  label: string;
}

interface SelectProps<Value extends string>
  extends FieldProps,
    Omit<ComponentProps<"select">, "value" | "onChange" | "id"> {
  value: Value;
  options: readonly Option<Value>[];
  onValueChange: (value: Value) => void;
}

/** One of a few; the machine's own list, which every phone and screen reader knows. */
export function Select<Value extends string>({
  label,
  hideLabel,
  help,
  error,
  options,
  onValueChange,
  className,
  ...rest
}: SelectProps<Value>) {
  return (
    <Field label={label} hideLabel={hideLabel ?? false} help={help} error={error}>
      {(control) => (
        <div className="relative">
          <select
            {...rest}
            {...control}
            onChange={(event) => onValueChange(event.target.value as Value)}
            className={classes(CONTROL, "h-field appearance-none pe-9", className)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon
            name="unfold_more"
            className="pointer-events-none absolute inset-e-2 inset-y-0 my-auto text-quiet"
          />
        </div>
      )}
    </Field>
  );
}
