import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { failureText } from "../i18n/failures";
import type { CommonProps } from "../island/props";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { SkeletonList } from "../ui/skeleton";
import { type Channel, type ChannelApi, useChannelApi } from "./channel-api";
import { Install } from "./install";
import { Installation } from "./installation";
import { LookForm } from "./look-form";
import { Preview } from "./preview";
import { SaveState } from "./save-status";
import { useDraft } from "./use-draft";

export interface OwnProps {
  channelId: string;
  embedUrl: string;
  previewUrl: string;
  workspaceName: string;
  workspaceLanguage: string;
  mayEdit: boolean;
}

/** *Add to your website*: how the widget looks, the code to paste, and where it was seen. */
export function SnippetScreen(props: OwnProps & CommonProps) {
  const { channelId } = props;
  const { t } = useTranslation("common");
  const api = useChannelApi(channelId);
  const channel = useQuery({
    queryKey: ["channel", channelId],
    queryFn: api.read,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (channel.data) return <Filled {...props} api={api} channel={channel.data} />;
  if (!channel.error) {
    return (
      <div className="p-6">
        <SkeletonList rows={4} className="h-24" />
      </div>
    );
  }
  const again = <Button onClick={() => void channel.refetch()}>{t("action.reload")}</Button>;
  return <EmptyState icon="cloud_off" title={failureText(channel.error, t)} action={again} />;
}

interface FilledProps extends OwnProps {
  api: ChannelApi;
  channel: Channel;
}

function Filled({ api, channel: stored, mayEdit, ...page }: FilledProps) {
  const { channel, saved, status, errors, change } = useDraft(stored, api.change);
  const flows = useQuery({ queryKey: ["flows"], queryFn: api.flows });
  const sites = channel.allowed_origins;
  const allow = (site: string) => change({ allowed_origins: [...sites, site] });
  return (
    <div className="h-full overflow-y-auto">
      <SaveState status={status} />
      <div className="mx-auto grid max-w-360 gap-6 p-4 sm:p-6 lg:grid-cols-[minmax(20rem,26rem)_minmax(0,1fr)]">
        <LookForm
          channel={channel}
          errors={errors}
          change={change}
          flows={flows.data ?? []}
          workspaceName={page.workspaceName}
          disabled={!mayEdit}
        />
        <div className="min-w-0">
          <div className="sticky top-6">
            <Preview
              url={page.previewUrl}
              channel={channel}
              saved={saved}
              workspaceName={page.workspaceName}
              workspaceLanguage={page.workspaceLanguage}
              play={api.rehearse}
            />
          </div>
        </div>
      </div>
      <div className="mx-auto grid max-w-360 gap-6 p-4 pt-0 sm:p-6 sm:pt-0 lg:grid-cols-2">
        <Install embedUrl={page.embedUrl} />
        <Installation
          api={api}
          channelId={page.channelId}
          allowed={sites}
          onAllow={mayEdit ? allow : undefined}
        />
      </div>
    </div>
  );
}
