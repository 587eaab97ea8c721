import type { ReactNode } from "react";
import { Icon } from "./icon";

interface EmptyStateProps {
  icon: string;
  /** One sentence: why there is nothing here. */
  title: string;
  help?: ReactNode;
  /** One button. */
  action?: ReactNode;
  /** One quiet link. */
  link?: ReactNode;
}

export function EmptyState({ icon, title, help, action, link }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-80 flex-col items-center gap-4 px-4 py-12 text-center">
      <span className="grid size-12 place-items-center rounded-dialog bg-tint text-link">
        <Icon name={icon} />
      </span>
      <div className="flex flex-col gap-1">
        <p className="font-medium text-sm text-strong">{title}</p>
        {help && <p className="text-compact text-quiet">{help}</p>}
      </div>
      {action}
      {link && <div className="text-compact text-link">{link}</div>}
    </div>
  );
}
