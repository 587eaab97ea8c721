import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement } from "react";
import { classes } from "./classes";
import { Icon } from "./icon";
import { Kbd } from "./kbd";

export interface MenuAction {
  label: string;
  icon?: string;
  /** Keys that do the same, such as `Mod+D`. */
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  /** On or off: the menu stays open, so that several can be switched. */
  checked?: boolean;
  onSelect: () => void;
}

const ITEM =
  "flex min-h-control cursor-pointer items-center gap-2 rounded-control px-2 text-sm outline-none data-highlighted:bg-hover data-disabled:cursor-default data-disabled:opacity-50";

/** `"line"` draws a line between groups. */
export type MenuItem = MenuAction | "line";

interface MenuProps {
  /** Of a menu that is also opened from elsewhere. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button that opens it. */
  trigger: ReactElement;
  items: readonly MenuItem[];
  align?: "start" | "end";
}

/** What can be done here, behind a button. */
export function Menu({ trigger, items, align = "end", ...state }: MenuProps) {
  return (
    <Radix.Root {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="floating z-50 min-w-48 p-1 data-[state=closed]:animate-sink data-[state=open]:animate-rise"
        >
          {items.map((item, index) =>
            item === "line" ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name but its place
              <Radix.Separator key={index} className="mx-2 my-1 h-px bg-hairline" />
            ) : item.checked !== undefined ? (
              <Toggle key={item.label} {...item} checked={item.checked} />
            ) : (
              <Action key={item.label} {...item} />
            ),
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Action({ label, icon, keys, danger = false, disabled = false, onSelect }: MenuAction) {
  return (
    <Radix.Item
      disabled={disabled}
      onSelect={onSelect}
      className={classes(ITEM, danger ? "text-failed" : "text-strong")}
    >
      {icon && <Icon name={icon} className={danger ? "" : "text-quiet"} />}
      <span className="flex-1">{label}</span>
      {keys && <Kbd keys={keys} />}
    </Radix.Item>
  );
}

function Toggle({ label, checked, disabled = false, onSelect }: MenuAction & { checked: boolean }) {
  return (
    <Radix.CheckboxItem
      checked={checked}
      disabled={disabled}
      onSelect={(event) => {
        event.preventDefault();
        onSelect();
      }}
      className={classes(ITEM, "text-strong")}
    >
      <Icon name="check" className={checked ? "text-link" : "invisible"} />
      <span className="flex-1">{label}</span>
    </Radix.CheckboxItem>
  );
}
