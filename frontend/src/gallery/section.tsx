import type { ReactNode } from "react";

/** One family of parts under its name. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-4 rounded-card border bg-card p-6">
      <h2 className="text-base">{title}</h2>
      {children}
    </section>
  );
}

/** Parts side by side. */
export function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>;
}
