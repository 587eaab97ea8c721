import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ShadowRun } from "../api/script";
import { differenceInWords } from "../flow-tests/difference";
import { Sides } from "../flow-tests/failure";
import { useFlowTools } from "../store/flow-context";
import { useDesignerStore } from "../store/store";

type Group = ShadowRun["groups"][number];

/** What the draft would have said in the chats that happened, for who may read them. */
export function Shadow() {
  const { t } = useTranslation("designer");
  const { api } = useFlowTools();
  const { graph, liveVersion, purpose } = useDesignerStore().getState();
  const { data } = useQuery({
    queryKey: ["shadow", graph],
    queryFn: () => api.shadowRun(graph),
    gcTime: 0,
    retry: false,
    enabled: liveVersion !== null && purpose === "flow",
  });
  if (!data || data.played === 0) return null;
  return (
    <section>
      <h3 className="pb-1 text-compact">{t("publish.shadow")}</h3>
      <p className="text-sm">
        {data.changed === 0
          ? t("publish.shadowSame", { count: data.played })
          : t("publish.shadowChanged", { count: data.played, changed: data.changed })}
      </p>
      {data.groups.map((group) => (
        <Changed key={`${group.difference.node} ${group.difference.sentence}`} group={group} />
      ))}
    </section>
  );
}

function Changed({ group }: { group: Group }) {
  const { t } = useTranslation("designer");
  const { sentence } = differenceInWords(group.difference, useDesignerStore().getState(), t);
  return (
    <details className="pt-1 text-compact">
      <summary className="cursor-pointer py-1 wrap-anywhere">
        <span className="font-medium text-strong tabular-nums">
          {t("publish.chats", { count: group.count })}:
        </span>{" "}
        {sentence}
      </summary>
      <ul className="flex flex-col gap-2 py-1 ps-4">
        {group.examples.map(({ conversation_id, before, after }) => (
          <li key={conversation_id}>
            <Sides
              before={[t("publish.before"), before.join("\n")]}
              after={[t("publish.after"), after.join("\n")]}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
