import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { RelativeTime } from "../ui/relative-time";
import { SkeletonList } from "../ui/skeleton";
import type { ChannelApi, SeenSite } from "./channel-api";

const EVERY_MS = 10_000;

interface InstallationProps {
  api: ChannelApi;
  channelId: string;
  /** The sites allowed as the form has them: what was just allowed shows at once. */
  allowed: readonly string[];
  /** Missing where the role does not allow it. */
  onAllow: ((site: string) => void) | undefined;
}

/** Where the widget was seen, as it happens while the page is before somebody's eyes. */
export function Installation({ api, channelId, allowed, onAllow }: InstallationProps) {
  const { t } = useTranslation("snippet");
  const seen = useQuery({
    queryKey: ["seen-sites", channelId],
    queryFn: api.seenSites,
    refetchInterval: EVERY_MS,
  });
  return (
    <section
      aria-label={t("seen.title")}
      className="flex min-w-0 flex-col gap-3 rounded-card border bg-card p-4"
    >
      <h2 className="text-base">{t("seen.title")}</h2>
      <div aria-live="polite">
        {seen.data ? (
          <Sites sites={seen.data} allowed={allowed} onAllow={onAllow} />
        ) : (
          <SkeletonList rows={2} className="h-10" />
        )}
      </div>
    </section>
  );
}

interface SitesProps extends Pick<InstallationProps, "allowed" | "onAllow"> {
  sites: readonly SeenSite[];
}

function Sites({ sites, allowed, onAllow }: SitesProps) {
  const { t } = useTranslation("snippet");
  if (sites.length === 0) {
    return <EmptyState icon="travel_explore" title={t("seen.none")} help={t("seen.noneHelp")} />;
  }
  return (
    <ul className="flex flex-col divide-y">
      {sites.map((site) => (
        <Site
          key={site.origin}
          site={site}
          isAllowed={allowed.length === 0 || allowed.includes(site.origin)}
          onAllow={onAllow}
        />
      ))}
    </ul>
  );
}

interface SiteProps extends Pick<InstallationProps, "onAllow"> {
  site: SeenSite;
  isAllowed: boolean;
}

function Site({ site, isAllowed, onAllow }: SiteProps) {
  const { t } = useTranslation("snippet");
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <Badge meaning={isAllowed ? "done" : "failed"} icon={isAllowed ? "check" : "block"}>
        {t(isAllowed ? "seen.works" : "seen.blocked")}
      </Badge>
      <span className="min-w-0 flex-1 truncate text-sm text-strong">{site.origin}</span>
      <span className="text-compact text-quiet">
        {t("seen.at")} <RelativeTime at={site.seen_at} />
      </span>
      {!isAllowed && onAllow && (
        <Button onClick={() => onAllow(site.origin)}>{t("seen.allow")}</Button>
      )}
    </li>
  );
}
