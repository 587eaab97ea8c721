import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { Select } from "../ui/select";
import { TextField } from "../ui/text-field";
import { AccentField } from "./accent-field";
import type { Channel } from "./channel-api";
import { SitesField } from "./sites-field";
import type { Change } from "./use-draft";

const LONGEST_GREETING = 120;
const LONGEST_BOT_NAME = 60;
const LONGEST_NAME = 120;

interface LookFormProps {
  channel: Channel;
  errors: Readonly<Record<string, string>>;
  change: Change;
  flows: readonly Schemas["FlowOut"][];
  workspaceName: string;
  disabled: boolean;
}

/** What can be said about the channel; every field is saved by itself. */
export function LookForm(props: LookFormProps) {
  const { t } = useTranslation("snippet");
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
      <FormCard title={t("look.title")}>
        <Looks {...props} />
      </FormCard>
      <FormCard title={t("where.title")}>
        <Whereabouts {...props} />
      </FormCard>
    </form>
  );
}

function FormCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-4 rounded-card border bg-card p-4">
      <h2 className="text-base">{title}</h2>
      {children}
    </section>
  );
}

function Looks({ channel, errors, change, workspaceName, disabled }: LookFormProps) {
  const { t } = useTranslation("snippet");
  return (
    <>
      <TextField
        label={t("look.botName")}
        placeholder={workspaceName}
        value={channel.bot_name}
        maxLength={LONGEST_BOT_NAME}
        disabled={disabled}
        onValueChange={(bot_name) => change({ bot_name })}
        error={errors.bot_name}
      />
      <AccentField
        accent={channel.accent}
        disabled={disabled}
        onChange={(accent) => change({ accent })}
        error={errors.accent}
      />
      <TextField
        label={t("look.greeting")}
        value={channel.greeting}
        maxLength={LONGEST_GREETING}
        disabled={disabled}
        onValueChange={(greeting) => change({ greeting })}
        help={t("look.greetingHelp")}
        error={errors.greeting}
      />
      <div className="grid gap-4 min-[420px]:grid-cols-2">
        <Select
          label={t("look.side")}
          value={channel.position}
          options={(["right", "left"] as const).map((value) => ({
            value,
            label: t(`side.${value}`),
          }))}
          disabled={disabled}
          onValueChange={(position) => change({ position })}
          error={errors.position}
        />
        <Select
          label={t("look.language")}
          value={channel.language}
          options={(["", "en", "de"] as const).map((value) => ({
            value: value as string,
            label: t(`language.${value || "workspace"}`),
          }))}
          disabled={disabled}
          onValueChange={(language) => change({ language: language || null })}
          error={errors.language}
        />
      </div>
    </>
  );
}

function Whereabouts({ channel, errors, change, flows, disabled }: LookFormProps) {
  const { t } = useTranslation("snippet");
  const published = flows.filter((flow) => flow.live_version !== null && flow.purpose === "flow");
  const known = published.some((flow) => flow.id === channel.flow?.id);
  const listed = channel.flow && !known ? [...published, channel.flow] : published;
  const options = listed.map((flow) => ({ value: flow.id, label: flow.name }));
  const follow = (id: string) => {
    const flow = listed.find((one) => one.id === id);
    change({ flow_id: flow?.id ?? null }, flow ? { id: flow.id, name: flow.name } : null);
  };
  return (
    <>
      <TextField
        label={t("where.name")}
        value={channel.name}
        maxLength={LONGEST_NAME}
        disabled={disabled}
        onValueChange={(name) => change({ name })}
        help={t("where.nameHelp")}
        error={errors.name}
      />
      <Select
        label={t("where.flow")}
        value={channel.flow?.id ?? ""}
        options={[{ value: "", label: t("where.silent") }, ...options]}
        disabled={disabled}
        onValueChange={follow}
        help={t("where.flowHelp")}
        error={errors.flow_id}
      />
      <SitesField
        sites={channel.allowed_origins}
        disabled={disabled}
        onChange={(allowed_origins) => change({ allowed_origins })}
        error={errors.allowed_origins}
      />
    </>
  );
}
