import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/icon-button";
import { useConversationApi } from "./api";

const PRESENCE = ["presence"];

/** Whether flows may hand a chat over to me: it shows at once, and goes back when refused. */
export function AwayButton() {
  const { t } = useTranslation("console");
  const api = useConversationApi();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: PRESENCE, queryFn: ({ signal }) => api.presence(signal) });
  const change = useMutation({
    mutationFn: api.bePresent,
    onSettled: () => client.invalidateQueries({ queryKey: PRESENCE }),
  });
  const away = change.isPending ? change.variables : (data?.away ?? false);
  return (
    <IconButton
      icon={away ? "do_not_disturb_on" : "check_circle"}
      label={away ? t("presence.away") : t("presence.online")}
      pressed={away}
      side="top"
      onClick={() => change.mutate(!away)}
    />
  );
}
