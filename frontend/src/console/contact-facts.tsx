import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { Badge } from "../ui/badge";
import { RelativeTime } from "../ui/relative-time";
import { SkeletonList } from "../ui/skeleton";
import { useConversationApi } from "./api";

/** What is known of the person who writes. */
export function ContactFacts({ id }: { id: string }) {
  const { t, i18n } = useTranslation("console");
  const { contact } = useConversationApi();
  const { data, isError } = useQuery({
    queryKey: ["contact", id],
    queryFn: ({ signal }) => contact(id, signal),
  });
  if (isError) return <p className="text-compact text-quiet">{t("details.failed")}</p>;
  if (!data) return <SkeletonList rows={3} className="h-5" />;
  const { sample, ...rest } = data.attributes;
  const attributes = Object.entries(rest);
  return (
    <div className="flex flex-col items-start gap-3">
      {data.tags.length > 0 && <Tags tags={data.tags} />}
      {sample === true && <Badge icon="science">{t("contact.sample")}</Badge>}
      <dl className="flex w-full flex-col gap-2 text-compact">
        {knownFacts(data, i18n.language).map(([fact, value]) => (
          <Fact key={fact} label={t(`contact.${fact}`)}>
            {value}
          </Fact>
        ))}
        {attributes.map(([name, value]) => (
          <Fact key={`attribute-${name}`} label={name}>
            {String(value)}
          </Fact>
        ))}
        <Fact label={t("contact.firstSeen")}>
          <RelativeTime at={data.first_seen_at} />
        </Fact>
        <Fact label={t("contact.conversations")}>{data.conversations}</Fact>
      </dl>
    </div>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  const { t } = useTranslation("console");
  return (
    <ul aria-label={t("contact.tags")} className="flex flex-wrap gap-1">
      {tags.map((tag) => (
        <li key={tag} dir="auto" className="min-w-0 wrap-anywhere">
          <Badge icon="sell">{tag}</Badge>
        </li>
      ))}
    </ul>
  );
}

const FACTS = ["name", "email", "phone", "language"] as const;

type Known = readonly [(typeof FACTS)[number], string];

function knownFacts(contact: Schemas["ContactOut"], language: string): readonly Known[] {
  const spoken = nameOf(contact.language, language);
  const facts = { ...contact, language: spoken };
  return FACTS.map((fact) => [fact, facts[fact]] as const).filter(([, value]) => value !== "");
}

/** The name of a language, "de" in English is German; what nobody knows stays as it is. */
function nameOf(code: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="w-24 flex-none text-quiet">{label}</dt>
      <dd dir="auto" className="min-w-0 flex-1 text-strong wrap-anywhere">
        {children}
      </dd>
    </div>
  );
}
