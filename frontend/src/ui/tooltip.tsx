import { Tooltip as Radix } from "radix-ui";
import type { ReactElement } from "react";
import { Kbd } from "./kbd";

export function TooltipProvider({ children }: { children: React.ReactNode }) {
  return <Radix.Provider delayDuration={400}>{children}</Radix.Provider>;
}

interface TooltipProps {
  label: string;
  /** Keys that do the same, such as `Mod+S`. */
  keys?: string | undefined;
  side?: "top" | "right" | "bottom" | "left";
  /** What is explained; it gets the focus and keeps its own name. */
  children: ReactElement;
}

/** A word on hover and focus; fingers do neither. */
export function Tooltip({ label, keys, side = "bottom", children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 animate-rise items-center gap-2 rounded-control bg-base-900 px-2 py-1 text-white text-xs shadow-float touch:hidden dark:bg-base-100 dark:text-base-900"
        >
          {label}
          {keys && <Kbd keys={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
