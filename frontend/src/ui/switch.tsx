import { Switch as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";

interface SwitchProps {
  label: string;
  help?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onCheckedChange: (checked: boolean) => void;
}

/** On or off, at once; the words are part of what can be clicked. */
export function Switch({ label, help, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex min-h-control items-start gap-3 py-1">
      <Radix.Root
        {...rest}
        id={id}
        aria-describedby={help ? `${id}-help` : undefined}
        className="relative mt-0.5 h-5 w-9 flex-none rounded-full bg-base-500 transition-colors before:absolute before:-inset-3 disabled:opacity-50 data-[state=checked]:bg-action"
      >
        <Radix.Thumb className="block size-4 translate-x-0.5 rounded-full bg-card transition-transform data-[state=checked]:translate-x-4.5 rtl:-translate-x-0.5 rtl:data-[state=checked]:-translate-x-4.5" />
      </Radix.Root>
      <div>
        <label htmlFor={id} className="font-medium text-sm text-strong">
          {label}
        </label>
        {help && (
          <p id={`${id}-help`} className="text-quiet text-xs">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
