import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Theme } from "../../wire/preview";
import { classes } from "../ui/classes";
import { IconButton } from "../ui/icon-button";
import type { Channel, RehearsalInput, Turn } from "./channel-api";
import { usePreview } from "./use-preview";

interface PreviewProps {
  url: string;
  channel: Channel;
  saved: Channel;
  workspaceName: string;
  workspaceLanguage: string;
  play: (input: RehearsalInput) => Promise<Turn>;
}

/** The widget itself on a made-up site: it looks as the form says and talks as the flow does. */
export function Preview({ url, channel, saved, play, ...workspace }: PreviewProps) {
  const { t } = useTranslation("snippet");
  const frame = useRef<HTMLIFrameElement>(null);
  const [phone, setPhone] = useState(false);
  const [theme, setTheme] = useState<Theme>(themeOfPage);
  const [open, setOpen] = useOpenUntilGreeting(channel.greeting);
  const config = useConfig(channel, workspace.workspaceName, workspace.workspaceLanguage);
  usePreview(frame, { config, theme, open }, play, `${saved.flow?.id} ${saved.language}`);

  const dark = theme === "dark";
  return (
    <section aria-label={t("preview.title")} className="flex min-w-0 flex-col gap-2">
      <div className="flex items-center gap-1">
        <h2 className="me-auto text-sm">{t("preview.title")}</h2>
        <IconButton
          icon={open ? "chat" : "chat_bubble"}
          label={t("preview.open")}
          pressed={open}
          onClick={() => setOpen(!open)}
        />
        <IconButton
          icon={dark ? "dark_mode" : "light_mode"}
          label={t("preview.dark")}
          pressed={dark}
          onClick={() => setTheme(dark ? "light" : "dark")}
        />
        <IconButton
          icon="smartphone"
          className="max-lg:hidden"
          label={t("preview.phone")}
          pressed={phone}
          onClick={() => setPhone(!phone)}
        />
      </div>
      <div className="flex justify-center overflow-hidden rounded-card border bg-canvas">
        <iframe
          ref={frame}
          src={url}
          title={t("preview.title")}
          className={classes(
            "h-180 max-h-[calc(100dvh-9rem)] min-h-110",
            phone ? "w-97.5 max-w-full border-x" : "w-full",
          )}
        />
      </div>
      <p className="text-quiet text-xs">{t("preview.help")}</p>
    </section>
  );
}

function themeOfPage(): Theme {
  return document.documentElement.classList.contains("dark") ? "dark" : "light";
}

/** The panel hides the greeting: who writes one sees it. */
function useOpenUntilGreeting(greeting: string) {
  const [open, setOpen] = useState(true);
  const first = useRef(greeting);
  useEffect(() => {
    if (greeting !== first.current) setOpen(false);
    first.current = greeting;
  }, [greeting]);
  return [open, setOpen] as const;
}

function useConfig(channel: Channel, workspaceName: string, workspaceLanguage: string) {
  const { bot_name, accent, greeting, position, language } = channel;
  return useMemo(
    () => ({
      name: bot_name.trim() || workspaceName,
      accent,
      greeting: greeting.trim(),
      position,
      language: language || workspaceLanguage,
    }),
    [bot_name, accent, greeting, position, language, workspaceName, workspaceLanguage],
  );
}
