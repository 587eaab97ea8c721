import type { ReactNode } from "react";

/** The title of a panel, level with its close button. */
export function PanelHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="flex min-h-12 items-center gap-2 ps-4 pe-12">
      <h2 className="min-w-0 flex-1 truncate text-sm">{title}</h2>
      {children}
    </header>
  );
}
