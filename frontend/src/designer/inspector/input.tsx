/** One input per widget of a schema; a kind of block needs no code of its own. */

import type { ComponentType } from "react";
import type { Widget } from "../../graph/schema";
import { BlockInput, FlowInput, LanguageInput, TeamInput } from "./choosers";
import type { InputProps } from "./input-props";
import { ListInput } from "./list-input";
import {
  NumberInput,
  SelectInput,
  SwitchInput,
  TextFieldInput,
  TextInput,
  VariableInput,
} from "./value-inputs";

/** A list whose items are inputs themselves. */
const SeveralInput = (props: InputProps) => <ListInput {...props} Input={Input} />;

const INPUTS: Record<Widget, ComponentType<InputProps>> = {
  text: TextInput,
  words: TextInput,
  texts: SeveralInput,
  choices: SeveralInput,
  rows: SeveralInput,
  fields: SeveralInput,
  variable: VariableInput,
  team: TeamInput,
  select: SelectInput,
  switch: SwitchInput,
  number: NumberInput,
  name: TextFieldInput,
  time: TextFieldInput,
  language: LanguageInput,
  block: BlockInput,
  flow: FlowInput,
};

/**
 * The input of a field; a plug-in's unknown widget is plain words. What was never filled in shows
 * what counts then.
 */
export function Input({ value, ...props }: InputProps) {
  const Widget = INPUTS[props.field.widget] ?? TextInput;
  return <Widget {...props} value={value === undefined ? props.field.byDefault : value} />;
}
