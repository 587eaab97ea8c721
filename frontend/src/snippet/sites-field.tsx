import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { TextField } from "../ui/text-field";
import { siteFrom } from "./sites";

interface SitesFieldProps {
  sites: readonly string[];
  error: string | undefined;
  disabled: boolean;
  onChange: (sites: string[]) => void;
}

/** The sites that may show the chat; none named means any. */
export function SitesField({ sites, error, disabled, onChange }: SitesFieldProps) {
  const { t } = useTranslation("snippet");
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const add = () => {
    if (!typed.trim()) return;
    const site = siteFrom(typed);
    setWrong(!site);
    if (!site) return;
    setTyped("");
    if (!sites.includes(site)) onChange([...sites, site]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== ",") return;
    event.preventDefault();
    add();
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label={t("sites.label")}
            placeholder="https://shop.example"
            inputMode="url"
            spellCheck={false}
            value={typed}
            disabled={disabled}
            onValueChange={setTyped}
            onKeyDown={onKeyDown}
            onBlur={add}
            help={sites.length === 0 ? t("sites.any") : t("sites.only")}
            error={wrong ? t("sites.wrong") : error}
          />
        </div>
        <Button tall className="mt-[22px]" disabled={disabled} onClick={add}>
          {t("sites.add")}
        </Button>
      </div>
      {sites.length > 0 && (
        <ul aria-label={t("sites.label")} className="flex flex-wrap gap-2">
          {sites.map((site) => (
            <Chip
              key={site}
              site={site}
              disabled={disabled}
              onRemove={() => onChange(sites.filter((other) => other !== site))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface ChipProps {
  site: string;
  disabled: boolean;
  onRemove: () => void;
}

function Chip({ site, disabled, onRemove }: ChipProps) {
  const { t } = useTranslation("snippet");
  return (
    <li className="inline-flex min-h-control max-w-full items-center rounded-control bg-hover ps-2 text-compact text-strong">
      <span className="truncate">{site}</span>
      <button
        type="button"
        disabled={disabled}
        aria-label={t("sites.remove", { site })}
        onClick={onRemove}
        className="grid size-control flex-none place-items-center rounded-control text-quiet transition-colors enabled:hover:text-strong"
      >
        <Icon name="close" small />
      </button>
    </li>
  );
}
