import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { RelativeTime } from "../ui/relative-time";
import { SkeletonList } from "../ui/skeleton";
import { type Turn, useRead } from "./api";
import { useInbox } from "./store";

const CAUSES = ["opened", "message", "returned", "start_over", "timer", "automation"] as const;

/** The steps of the bot so far, one sentence each, under the turn they belong to. */
export function Steps({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const turns = useTurns(id);
  if (turns.isError) return <p className="text-compact text-quiet">{t("details.failed")}</p>;
  if (!turns.data) return <SkeletonList rows={4} className="h-5" />;
  const told = turns.data.filter((turn) => turn.steps.length > 0);
  if (told.length === 0) return <p className="text-compact text-quiet">{t("steps.none")}</p>;
  return (
    <ol className="flex flex-col gap-4">
      {told.map((turn) => (
        <TurnSteps key={turn.turn} turn={turn} />
      ))}
    </ol>
  );
}

/** Read again when the conversation moves; the steps of another one are never shown. */
function useTurns(id: string) {
  const read = useRead();
  const moved = useInbox((inbox) => inbox.rows[id]?.moved_at);
  return useQuery({
    queryKey: ["steps", id, moved],
    queryFn: ({ signal }) => read<readonly Turn[]>(`${id}/steps`, signal),
    placeholderData: (data, query) =>
      query?.queryKey[1] === id ? keepPreviousData(data) : undefined,
  });
}

function TurnSteps({ turn }: { turn: Turn }) {
  const { t } = useTranslation("console");
  const cause = CAUSES.find((known) => known === turn.cause);
  return (
    <li className="flex flex-col gap-1">
      <p className="flex justify-between gap-2 text-quiet text-xs">
        <span>{cause ? t(`cause.${cause}`) : turn.cause}</span>
        <RelativeTime at={turn.at} className="flex-none tabular-nums" />
      </p>
      <ul className="flex flex-col gap-1 border-s-2 ps-3 text-compact">
        {turn.steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block may be passed twice in a turn
          <li key={place} dir="auto" className="wrap-anywhere">
            {step.sentence}
          </li>
        ))}
      </ul>
    </li>
  );
}
