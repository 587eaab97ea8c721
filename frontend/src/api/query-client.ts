import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors";

const TRIES = 3;

/** A cache that asks again only where asking again can help. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: mayHelp, staleTime: 5_000 }, mutations: { retry: false } },
  });
}

function mayHelp(failures: number, error: Error): boolean {
  return failures < TRIES && error instanceof ApiError && error.isPassing;
}
