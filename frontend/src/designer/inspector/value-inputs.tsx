/** The inputs of single values. */

import { useTranslation } from "react-i18next";
import { humanName } from "../../graph/summary";
import { asText, withWords, wordsIn } from "../../graph/texts";
import type { Json } from "../../graph/types";
import { MESSAGE } from "../../graph/variables";
import { Field as Labelled } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { Select } from "../../ui/select";
import { Switch } from "../../ui/switch";
import { TextField } from "../../ui/text-field";
import { mayEdit } from "../store/selectors";
import { useDesigner } from "../store/store";
import type { DesignerState } from "../store/types";
import type { InputProps } from "./input-props";
import { TemplateEditor } from "./template-editor";
import { ValuePicker } from "./value-picker";

const languageOf = (state: DesignerState) => state.language;
const editedOf = (state: DesignerState) => state.editedLanguage;

export function TextInput({ field, value, path, errors, hideLabel = false, onChange }: InputProps) {
  const own = useDesigner(languageOf);
  const edited = useDesigner(editedOf);
  const editing = useDesigner(mayEdit);
  const text = field.translated ? asText(value) : spelled(value);
  const write = (words: string) => {
    const next = field.translated ? withWords(text, edited, own, words) : words;
    onChange(next === "" && field.optional ? null : (next as Json));
  };
  return (
    <TemplateEditor
      key={field.translated ? edited : "all"}
      label={field.title}
      hideLabel={hideLabel}
      help={field.help}
      error={errors[path]}
      single={field.widget === "words" || !field.translated}
      disabled={!editing}
      value={field.translated ? wordsIn(text, edited, own) : spelled(value)}
      onValueChange={write}
    />
  );
}

function spelled(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

export function VariableInput({
  field,
  value,
  path,
  errors,
  hideLabel = false,
  onChange,
}: InputProps) {
  const { t } = useTranslation("designer");
  const editing = useDesigner(mayEdit);
  const name = typeof value === "string" ? value : "";
  const none = field.optional ? t("value.none") : undefined;
  const shown = name === MESSAGE && field.reads ? t("value.message") : humanName(name);
  return (
    <Labelled label={field.title} hideLabel={hideLabel} help={field.help} error={errors[path]}>
      {(control) => (
        <ValuePicker
          label={field.title}
          reads={field.reads}
          none={none}
          onPick={(picked) => onChange(picked || null)}
          trigger={
            <button
              {...control}
              type="button"
              disabled={!editing}
              data-field
              className="flex h-field w-full min-w-0 items-center gap-2 rounded-control border border-edge bg-card px-2 text-start text-sm disabled:opacity-60"
            >
              {name ? (
                <span className="min-w-0 truncate rounded-control bg-tint px-1.5 font-medium text-link text-xs leading-5">
                  {shown}
                </span>
              ) : (
                <span className="text-quiet">{t("value.none")}</span>
              )}
              <Icon name="arrow_drop_down" className="ms-auto text-quiet" />
            </button>
          }
        />
      )}
    </Labelled>
  );
}

export function SelectInput({
  field,
  value,
  path,
  errors,
  hideLabel = false,
  onChange,
}: InputProps) {
  const editing = useDesigner(mayEdit);
  return (
    <Select
      label={field.title}
      hideLabel={hideLabel}
      help={field.help}
      error={errors[path]}
      options={field.options}
      value={String(value ?? field.options[0]?.value ?? "")}
      disabled={!editing}
      data-field
      onValueChange={onChange}
    />
  );
}

export function SwitchInput({ field, value, onChange }: InputProps) {
  const editing = useDesigner(mayEdit);
  return (
    <Switch
      label={field.title}
      help={field.help}
      checked={value === true}
      disabled={!editing}
      onCheckedChange={onChange}
    />
  );
}

export function NumberInput({
  field,
  value,
  path,
  errors,
  hideLabel = false,
  onChange,
}: InputProps) {
  const editing = useDesigner(mayEdit);
  return (
    <TextField
      label={field.title}
      hideLabel={hideLabel}
      help={field.help}
      error={errors[path]}
      type="number"
      value={spelled(value)}
      disabled={!editing}
      data-field
      onValueChange={(typed) => onChange(typed === "" ? null : Number(typed))}
    />
  );
}

/** A name or a time of day: plain words, no values in them. */
export function TextFieldInput({
  field,
  value,
  path,
  errors,
  hideLabel = false,
  onChange,
}: InputProps) {
  const editing = useDesigner(mayEdit);
  return (
    <TextField
      label={field.title}
      hideLabel={hideLabel}
      help={field.help}
      error={errors[path]}
      type={field.widget === "time" ? "time" : "text"}
      value={spelled(value)}
      disabled={!editing}
      data-field
      onValueChange={(typed) => onChange(typed === "" && field.optional ? null : typed)}
    />
  );
}
