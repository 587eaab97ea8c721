import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

export interface Tab<Value extends string = string> {
  value: Value;
  label: string;
  /** Shown behind the label when it is not zero. */
  count?: number | undefined;
}

interface TabsProps<Value extends string> {
  label: string;
  tabs: readonly Tab<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  /** `TabPanel`s, one per tab; or one panel that changes with the value. */
  children?: ReactNode;
}

/** A few views of one place. */
export function Tabs<Value extends string>({
  label,
  tabs,
  value,
  onValueChange,
  children,
}: TabsProps<Value>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onValueChange(next as Value)}>
      <Radix.List
        aria-label={label}
        className="flex gap-4 overflow-x-auto border-b px-1 [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <OneTab key={tab.value} {...tab} alone={!children} />
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

/** A tab that stands `alone` has its panel elsewhere, and names none. */
function OneTab({ value, label, count = 0, alone }: Tab & { alone: boolean }) {
  return (
    <Radix.Trigger
      value={value}
      {...(alone && { "aria-controls": undefined })}
      className="-mb-px inline-flex min-h-field flex-none items-center gap-1.5 border-transparent border-b-2 font-medium text-compact text-quiet transition-colors hover:text-strong focus-visible:-outline-offset-2 data-[state=active]:border-action data-[state=active]:text-strong"
    >
      {label}
      {count > 0 && <Count value={count} />}
    </Radix.Trigger>
  );
}

function Count({ value }: { value: number }) {
  return (
    <span className="min-w-5 rounded-full bg-hover px-1.5 text-center text-body text-xs tabular-nums">
      {value}
    </span>
  );
}

export const TabPanel = Radix.Content;
