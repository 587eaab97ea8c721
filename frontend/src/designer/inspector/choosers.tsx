/** Inputs that pick one of what there is: a block, a flow, a language. */

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Option, Select } from "../../ui/select";
import { useTargets } from "../store/block-names";
import { useFlowTools } from "../store/flow-context";
import { mayEdit } from "../store/selectors";
import { useDesigner } from "../store/store";
import type { InputProps } from "./input-props";
import { OFFERED } from "./languages";

interface ChooserProps extends InputProps {
  options: readonly Option[];
  /** What it says when nothing is chosen. */
  nothing?: string;
}

/** A choice of one; what stands there and is gone is still shown, by its id. */
function Chooser({
  field,
  value,
  path,
  errors,
  hideLabel,
  options,
  nothing,
  onChange,
}: ChooserProps) {
  const { t } = useTranslation("designer");
  const editing = useDesigner(mayEdit);
  const chosen = typeof value === "string" ? value : "";
  const known = options.some((option) => option.value === chosen);
  return (
    <Select
      label={field.title}
      hideLabel={hideLabel ?? false}
      help={field.help}
      error={errors[path]}
      value={chosen}
      disabled={!editing}
      options={[
        { value: "", label: nothing ?? t("paths.nothing") },
        ...options,
        ...(known || chosen === "" ? [] : [{ value: chosen, label: chosen }]),
      ]}
      data-field
      onValueChange={onChange}
    />
  );
}

export function BlockInput(props: InputProps) {
  return <Chooser {...props} options={useTargets()} />;
}

export function FlowInput(props: InputProps) {
  const { api } = useFlowTools();
  const flows = useQuery({ queryKey: ["flows"], queryFn: api.otherFlows });
  const options = flows.data?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return <Chooser {...props} options={options} />;
}

/** A team by its name; nobody in particular is everybody. */
export function TeamInput(props: InputProps) {
  const { t } = useTranslation("designer");
  const { api } = useFlowTools();
  const teams = useQuery({ queryKey: ["teams"], queryFn: api.teams });
  const options = teams.data?.map(({ name }) => ({ value: name, label: name })) ?? [];
  return (
    <Chooser
      {...props}
      options={options}
      nothing={t("field.anyone")}
      onChange={(team) => props.onChange(team || null)}
    />
  );
}

export function LanguageInput(props: InputProps) {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames([i18n.language], { type: "language" });
  const options = OFFERED.map((value) => ({ value, label: names.of(value) ?? value }));
  return <Chooser {...props} options={options} />;
}
