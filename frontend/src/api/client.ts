/** The typed way to the API: paths, parameters and answers come from its OpenAPI schema. */

import createClient, { type Client } from "openapi-fetch";
import { createContext, useContext } from "react";
import { ApiError, asApiError, offline } from "./errors";
import type { components, paths } from "./schema.gen";

export type Api = Client<paths>;
/** The shapes of the API by name: `Schemas["FlowOut"]`. */
export type Schemas = components["schemas"];

interface Body<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Make a client for the signed-in person; `fetch` may be exchanged by tests. */
export function createApi(apiBase: string, csrfToken: string, fetch = globalThis.fetch): Api {
  return createClient<paths>({
    baseUrl: apiBase,
    fetch: (request) => fetch(request),
    headers: { "X-CSRFToken": csrfToken },
  });
}

/**
 * Wait for the data of a request: `await answerOf(api.GET("/workspaces/{slug}/flows", ...))`.
 *
 * Throws ApiError when the server refuses or cannot be reached; an abort passes through.
 */
export async function answerOf<Data>(request: Promise<Body<Data>>): Promise<Data> {
  const { data, error, response } = await request.catch(lost);
  if (!response.ok) throw asApiError(error, response.status);
  return data as Data;
}

function lost(error: unknown): never {
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  throw error instanceof ApiError ? error : offline();
}

export const ApiContext = createContext<Api | null>(null);

/** The client of this island. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error("useApi needs an island around it");
  return api;
}
