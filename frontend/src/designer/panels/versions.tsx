import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFailure } from "../../i18n/use-failure";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { EmptyState } from "../../ui/empty-state";
import { RelativeTime } from "../../ui/relative-time";
import { SkeletonList } from "../../ui/skeleton";
import { showFailure, showToast } from "../../ui/toast-store";
import type { Version } from "../api/flow-api";
import { PanelHead } from "../parts/panel-head";
import { useFlowTools } from "../store/flow-context";
import { mayEdit } from "../store/selectors";
import { useDesigner, useDesignerStore } from "../store/store";
import type { DesignerState } from "../store/types";

const liveOf = (state: DesignerState) => state.liveVersion;

/** The published versions, newest first, and the way back to one of them. */
export function Versions() {
  const { t } = useTranslation("designer");
  const { api } = useFlowTools();
  const versions = useQuery({ queryKey: ["versions"], queryFn: api.versions, staleTime: 0 });
  const [chosen, setChosen] = useState<Version | null>(null);
  const rollBack = useRollBack();
  const failure = useFailure();
  return (
    <>
      <PanelHead title={t("panel.versions")} />
      {versions.isPending && <SkeletonList rows={3} className="mx-4 h-16" />}
      {versions.isError && (
        <p role="alert" className="px-4 text-failed text-sm">
          {failure(versions.error)}
        </p>
      )}
      {versions.data?.length === 0 && <EmptyState icon="history" title={t("versions.none")} />}
      <ol className="flex flex-col px-4">
        {versions.data?.map((version) => (
          <VersionRow
            key={version.number}
            version={version}
            onRollBack={() => setChosen(version)}
          />
        ))}
      </ol>
      <Confirm
        open={chosen !== null}
        onOpenChange={(open) => !open && setChosen(null)}
        title={t("versions.confirm", { number: chosen?.number })}
        consequence={t("versions.consequence")}
        action={t("versions.rollBack")}
        onConfirm={() => chosen && void rollBack(chosen.number)}
      />
    </>
  );
}

/** Publish an old version again; the toast takes it back. */
export function useRollBack(): (number: number) => Promise<void> {
  const { t } = useTranslation("designer");
  const failure = useFailure();
  const { api } = useFlowTools();
  const store = useDesignerStore();
  const queries = useQueryClient();
  const rollBack = async (number: number) => {
    const before = store.getState().liveVersion;
    try {
      const version = await api.restore(number);
      store.getState().saving({ liveVersion: version.number });
      showToast(
        t("versions.live", { number: version.number }),
        before ? () => void rollBack(before) : undefined,
      );
    } catch (error) {
      showFailure(failure(error));
    }
    await queries.invalidateQueries({ queryKey: ["versions"] });
  };
  return rollBack;
}

function VersionRow({ version, onRollBack }: { version: Version; onRollBack: () => void }) {
  const { t } = useTranslation("designer");
  const live = useDesigner(liveOf) === version.number;
  const editing = useDesigner(mayEdit);
  return (
    <li className="flex flex-col gap-1 border-b py-3 text-compact">
      <div className="flex min-h-control items-center gap-2">
        <span className="font-medium text-strong">
          {t("versions.name", { number: version.number })}
        </span>
        {live && (
          <Badge meaning="done" icon="check_circle">
            {t("versions.isLive")}
          </Badge>
        )}
        {editing && !live && (
          <Button className="ms-auto" onClick={onRollBack}>
            {t("versions.rollBack")}
          </Button>
        )}
      </div>
      <p className="text-quiet text-xs">
        {version.author ?? t("somebody")} · <RelativeTime at={version.at} />
      </p>
      {version.note && <p className="wrap-anywhere">{version.note}</p>}
    </li>
  );
}
