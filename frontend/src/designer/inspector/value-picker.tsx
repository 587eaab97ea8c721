import { Command } from "cmdk";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { humanName } from "../../graph/summary";
import { asVariableName, MESSAGE, variablesOf } from "../../graph/variables";
import { Icon } from "../../ui/icon";
import { Popover } from "../../ui/popover";
import { ENTRY, SEARCH } from "../parts/block-list";
import { useDesignerStore } from "../store/store";

interface ValuePickerProps {
  label: string;
  trigger: ReactElement;
  /** For reading, what the visitor said last is offered too. */
  reads: boolean;
  /** Offers to leave the field empty. */
  none?: string | undefined;
  onPick: (name: string) => void;
}

/** The values of the flow by name, and a way to a new one. */
export function ValuePicker({ label, trigger, reads, none, onPick }: ValuePickerProps) {
  const [open, setOpen] = useState(false);
  const pick = (name: string) => {
    setOpen(false);
    onPick(name);
  };
  return (
    <Popover trigger={trigger} label={label} open={open} onOpenChange={setOpen} align="end">
      <Values label={label} reads={reads} none={none} onPick={pick} />
    </Popover>
  );
}

function Values({ label, reads, none, onPick }: Omit<ValuePickerProps, "trigger">) {
  const { t } = useTranslation("designer");
  const store = useDesignerStore();
  const [typed, setTyped] = useState("");
  const { graph, kinds } = store.getState();
  const known = [...(reads ? [MESSAGE] : []), ...variablesOf(graph, kinds)];
  const fresh = asVariableName(typed);
  return (
    <Command label={label}>
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder={t("value.search")}
        className={SEARCH}
      />
      <Command.List className="mt-1 max-h-60 overflow-y-auto">
        {none && (
          <Command.Item value="-" keywords={[none]} onSelect={() => onPick("")} className={ENTRY}>
            {none}
          </Command.Item>
        )}
        {known.map((name) => (
          <Command.Item
            key={name}
            value={name}
            keywords={[humanName(name)]}
            onSelect={() => onPick(name)}
            className={ENTRY}
          >
            {name === MESSAGE ? t("value.message") : humanName(name)}
          </Command.Item>
        ))}
        {fresh && !known.includes(fresh) && (
          <Command.Item
            forceMount
            value={`new ${typed}`}
            onSelect={() => onPick(fresh)}
            className={ENTRY}
          >
            <Icon name="add" small />
            {t("value.new", { name: humanName(fresh) })}
          </Command.Item>
        )}
      </Command.List>
    </Command>
  );
}
