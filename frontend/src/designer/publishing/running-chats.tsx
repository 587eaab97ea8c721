import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useFlowTools } from "../store/flow-context";

export type Choice = NonNullable<Schemas["PublishIn"]["running_chats"]>;

const CHOICES: readonly Choice[] = ["move", "finish", "restart"];

/** What becomes of the chats that wait in an older version. */
export function RunningChats({
  chosen,
  onChoose,
}: {
  chosen: Choice;
  onChoose: (choice: Choice) => void;
}) {
  const { t } = useTranslation("designer");
  const { api } = useFlowTools();
  const { data } = useQuery({ queryKey: ["running"], queryFn: api.runningChats, gcTime: 0 });
  if (!data) return null;
  const counts = { count: data.total, move: data.move, stay: data.finish_on_old };
  return (
    <fieldset>
      <legend className="pb-1 font-semibold text-compact text-strong">
        {t("publish.running")}
      </legend>
      {data.total === 0 ? (
        <p className="text-sm">{t("publish.noneRunning")}</p>
      ) : (
        CHOICES.map((choice) => (
          <label key={choice} className="flex min-h-control items-start gap-3 py-1 text-sm">
            <input
              type="radio"
              name="running-chats"
              checked={choice === chosen}
              onChange={() => onChoose(choice)}
              className="mt-0.5 size-4 flex-none accent-action"
            />
            <span className="flex flex-col">
              <span className="font-medium text-strong">{t(`publish.${choice}.label`)}</span>
              <span className="text-quiet text-xs">{t(`publish.${choice}.help`, counts)}</span>
            </span>
          </label>
        ))
      )}
    </fieldset>
  );
}
