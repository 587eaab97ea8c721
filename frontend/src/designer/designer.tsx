import { useQueries } from "@tanstack/react-query";
import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NodeKind, Purpose } from "../graph/types";
import { useFailure } from "../i18n/use-failure";
import type { CommonProps } from "../island/props";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { type Cards, createFlowApi, type Draft, type FlowApi } from "./api/flow-api";
import { Screen } from "./screen";
import { followFacts } from "./store/facts";
import { FlowToolsContext } from "./store/flow-context";
import { readUnsaved, Saver } from "./store/saver";
import { createDesignerStore, type DesignerStore, StoreContext } from "./store/store";
import type { ChannelKind } from "./store/types";

/** What the page of a flow tells beside the common props. */
export interface FlowProps {
  flowId: string;
  flowName: string;
  liveVersion: number | null;
  /** The names of the channels that follow this flow. */
  livePlaces: string[];
  /** The kinds of channels that cannot show everything. */
  channels: ChannelKind[];
  purpose: Purpose;
  mayEdit: boolean;
  /** The language that the workspace writes in. */
  contentLanguage: string;
}

type DesignerProps = FlowProps & CommonProps;

/** The designer of one flow: it fetches the draft and the kinds of blocks, then opens. */
export function Designer(props: DesignerProps) {
  const [api] = useState(() => createFlowApi(props));
  const options = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false };
  const [kinds, draft] = useQueries({
    queries: [
      { queryKey: ["kinds"], queryFn: api.kinds, ...options },
      { queryKey: ["draft", props.flowId], queryFn: () => fetchDrawn(api), ...options },
    ],
  });
  const error = kinds.error ?? draft.error;
  if (error) return <Failed error={error} />;
  if (!kinds.data || !draft.data) return <Opening />;
  return <Opened {...props} api={api} kinds={kinds.data} {...draft.data} />;
}

interface DrawnDraft {
  draft: Draft;
  cards: Cards | null;
}

/** The draft with its cards, so that each block stands there with its ways out from the first. */
async function fetchDrawn(api: FlowApi): Promise<DrawnDraft> {
  const draft = await api.draft();
  return { draft, cards: await api.cards(draft.graph, []).catch(() => null) };
}

type OpenedProps = DesignerProps & DrawnDraft & { api: FlowApi; kinds: NodeKind[] };

function Opened({
  api,
  kinds,
  draft,
  cards,
  flowId,
  flowName,
  contentLanguage,
  ...rest
}: OpenedProps) {
  const [store] = useState(() => {
    const opening = { ...rest, kinds, draft, cards, language: contentLanguage, name: flowName };
    return withUnsaved(createDesignerStore(opening), flowId, draft);
  });
  const [saver] = useState(() => new Saver(store, api, flowId));
  useEffect(() => followFacts(store, api), [store, api]);
  useEffect(() => (rest.mayEdit ? saver.follow() : undefined), [saver, rest.mayEdit]);
  return (
    <StoreContext value={store}>
      <FlowToolsContext value={{ api, saver }}>
        <ReactFlowProvider>
          <Screen />
        </ReactFlowProvider>
      </FlowToolsContext>
    </StoreContext>
  );
}

/** Take up what the last visit could not save; if others saved since, both are looked at. */
function withUnsaved(store: DesignerStore, flowId: string, draft: Draft): DesignerStore {
  const unsaved = store.getState().mayEdit ? readUnsaved(flowId) : null;
  if (!unsaved) return store;
  store.getState().replace(unsaved.graph);
  const faster = unsaved.revision !== draft.revision;
  store
    .getState()
    .saving(faster ? { saveState: "conflict", theirs: draft } : { saveState: "unsaved" });
  return store;
}

function Failed({ error }: { error: Error }) {
  const { t } = useTranslation(["designer", "common"]);
  const failure = useFailure();
  const reload = (
    <Button onClick={() => window.location.reload()}>{t("common:action.reload")}</Button>
  );
  return (
    <div role="alert">
      <EmptyState icon="cloud_off" title={t("failed.open")} help={failure(error)} action={reload} />
    </div>
  );
}

/** The frame at its final size, so that nothing jumps. */
function Opening() {
  return (
    <div className="flex h-full" aria-busy="true">
      <div className="hidden w-55 flex-none flex-col gap-2 border-e bg-card p-4 md:flex">
        <Skeleton className="h-9" />
        <Skeleton className="h-60" />
      </div>
      <div className="flex-1 bg-canvas" />
    </div>
  );
}
