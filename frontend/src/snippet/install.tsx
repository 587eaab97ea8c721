import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { TabPanel, Tabs } from "../ui/tabs";
import { copyText } from "./copying";
import { codeFor, mailTo, SITE_KINDS, type SiteKind } from "./snippets";

const COPIED_MS = 2_000;

/** The code to paste, and where it goes on each kind of site. */
export function Install({ embedUrl }: { embedUrl: string }) {
  const { t } = useTranslation("snippet");
  const [kind, setKind] = useState<SiteKind>("html");
  const tabs = SITE_KINDS.map((value) => ({ value, label: t(`place.${value}`) }));
  return (
    <section
      aria-label={t("install.title")}
      className="flex min-w-0 flex-col gap-3 rounded-card border bg-card p-4"
    >
      <h2 className="text-base">{t("install.title")}</h2>
      <Tabs label={t("install.places")} tabs={tabs} value={kind} onValueChange={setKind}>
        {SITE_KINDS.map((one) => (
          <TabPanel key={one} value={one} className="flex flex-col gap-3 pt-3">
            <InstallSteps kind={one} />
            <Code code={codeFor(one, embedUrl)} />
          </TabPanel>
        ))}
      </Tabs>
      <ForDeveloper
        code={codeFor(kind, embedUrl)}
        steps={t(`steps.${kind}`, { returnObjects: true })}
      />
    </section>
  );
}

function InstallSteps({ kind }: { kind: SiteKind }) {
  const { t } = useTranslation("snippet");
  return (
    <ol className="flex list-decimal flex-col gap-1 ps-5 text-sm">
      {t(`steps.${kind}`, { returnObjects: true }).map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

function Code({ code }: { code: string }) {
  const { t } = useTranslation("snippet");
  const [copied, copy] = useCopied(code);
  return (
    <div className="flex flex-col items-start gap-3">
      <pre
        dir="ltr"
        className="w-full whitespace-pre-wrap rounded-control border bg-canvas p-3 text-compact text-strong wrap-anywhere"
      >
        <code>{code}</code>
      </pre>
      <Button look="primary" icon={copied ? "check" : "content_copy"} onClick={copy}>
        <span aria-live="polite">
          {copied === null ? t("install.select") : t(copied ? "install.copied" : "install.copy")}
        </span>
      </Button>
    </div>
  );
}

/** Whether the code was just copied; null when the browser does not let us. */
function useCopied(code: string): [boolean | null, () => void] {
  const [copied, setCopied] = useState<boolean | null>(false);
  useEffect(() => {
    if (copied === false) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied, () => void copyText(code).then((done) => setCopied(done || null))];
}

function ForDeveloper({ code, steps }: { code: string; steps: string[] }) {
  const { t } = useTranslation("snippet");
  const body = t("mail.body", {
    code,
    steps: steps.join("\n"),
    interpolation: { escapeValue: false },
  });
  return (
    <a
      href={mailTo(t("mail.subject"), body)}
      className="inline-flex min-h-control items-center gap-2 self-start text-compact text-link hover:underline"
    >
      <Icon name="mail" small />
      {t("mail.link")}
    </a>
  );
}
