import { useTranslation } from "react-i18next";

interface TokensUsedProps {
  tokens_in: number;
  tokens_out: number;
}

/** What a model read and wrote for a step; nothing where none was asked. */
export function TokensUsed({ tokens_in, tokens_out }: TokensUsedProps) {
  const { t } = useTranslation("common");
  const count = tokens_in + tokens_out;
  if (count === 0) return null;
  const title = t("tokens.both", { read: tokens_in, written: tokens_out });
  return (
    <span title={title} className="ms-1 whitespace-nowrap text-quiet text-xs tabular-nums">
      {t("tokens.used", { count })}
    </span>
  );
}
