import type { TFunction } from "i18next";
import { ApiError } from "../api/errors";

/** What to tell a person about a failed request: the server's sentence, or ours when it had none. */
export function failureText(error: unknown, t: TFunction<"common">): string {
  if (!(error instanceof ApiError)) return t("error.unexpected");
  if (error.code === "offline") return t("error.offline");
  return error.code === "unexpected" ? t("error.unexpected") : error.message;
}
