import { useTranslation } from "react-i18next";
import { failureText } from "./failures";

/** What to tell a person about a failed request. */
export function useFailure(): (error: unknown) => string {
  const { t } = useTranslation("common");
  return (error) => failureText(error, t);
}
