import type { Field } from "../../graph/schema";
import type { Json } from "../../graph/types";

/** What every input of a field is given. */
export interface InputProps {
  field: Field;
  value: Json | undefined;
  /** Where the value stands in the config, such as `choices.0.title`. */
  path: string;
  errors: Errors;
  /** The surroundings say what it is: the label is only spoken. */
  hideLabel?: boolean;
  onChange: (value: Json) => void;
}

/** What is wrong, by the path of a field. */
export type Errors = Readonly<Record<string, string>>;
