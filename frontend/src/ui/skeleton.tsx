import { useTranslation } from "react-i18next";
import { classes } from "./classes";

/** Where something of that size is about to be; unseen for the first 150 ms. */
export function Skeleton({ className }: { className: string }) {
  return (
    <div aria-hidden className={classes("animate-late rounded-control bg-hairline", className)} />
  );
}

interface SkeletonListProps {
  rows: number;
  /** The size of a row, such as `h-16`. */
  className: string;
}

/** Several rows on their way; screen readers hear "Loading" once. */
export function SkeletonList({ rows, className }: SkeletonListProps) {
  const { t } = useTranslation("common");
  return (
    <div role="status" className="flex flex-col gap-2">
      <span className="sr-only">{t("state.loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike
        <Skeleton key={row} className={className} />
      ))}
    </div>
  );
}
