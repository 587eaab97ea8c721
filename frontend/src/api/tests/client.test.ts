import { expect, test, vi } from "vitest";
import { answerOf, createApi } from "../client";
import type { ApiError } from "../errors";
import { createQueryClient } from "../query-client";

const BASE = "http://chat.example/api/v1";
const listFlows = { params: { path: { slug: "acme" } } };

function serverThat(answers: (request: Request) => Response | Promise<Response>) {
  const fetch = vi.fn(async (request: RequestInfo | URL) => answers(request as Request));
  return { fetch, api: createApi(BASE, "secret-token", fetch) };
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json" },
  });
}

async function failureOf(request: Promise<unknown>): Promise<ApiError> {
  return request.then(
    () => expect.fail("the request succeeded"),
    (error) => error,
  );
}

test("it gives the data, asks under the base address and carries the CSRF token", async () => {
  const { api, fetch } = serverThat(() => json(200, []));
  expect(await answerOf(api.GET("/workspaces/{slug}/flows", listFlows))).toEqual([]);
  const request = fetch.mock.calls[0]?.[0] as Request;
  expect(request.url).toBe(`${BASE}/workspaces/acme/flows`);
  expect(request.headers.get("X-CSRFToken")).toBe("secret-token");
});

test("it tells a conflict with how things stand now", async () => {
  const body = { code: "conflict", message: "Anna saved at 10:42.", current: { revision: 8 } };
  const { api } = serverThat(() => json(409, body));
  const error = await failureOf(answerOf(api.GET("/workspaces/{slug}/flows", listFlows)));
  expect(error).toMatchObject({ ...body, status: 409, name: "ApiError", isPassing: false });
});

test("it tells which fields are wrong", async () => {
  const body = {
    code: "invalid",
    message: "Some fields are wrong.",
    fields: { name: "Too long." },
  };
  const { api } = serverThat(() => json(422, body));
  const error = await failureOf(answerOf(api.GET("/workspaces/{slug}/flows", listFlows)));
  expect(error.fields).toEqual({ name: "Too long." });
});

test("it calls a page of a proxy unexpected and worth another try", async () => {
  const { api } = serverThat(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  const error = await failureOf(answerOf(api.GET("/workspaces/{slug}/flows", listFlows)));
  expect(error).toMatchObject({ code: "unexpected", status: 502, isPassing: true });
});

test("it calls a lost line offline", async () => {
  const { api } = serverThat(() => Promise.reject(new TypeError("Failed to fetch")));
  const error = await failureOf(answerOf(api.GET("/workspaces/{slug}/flows", listFlows)));
  expect(error).toMatchObject({ code: "offline", status: 0, isPassing: true });
});

test("it lets an abort pass as an abort", async () => {
  const { api } = serverThat(() => Promise.reject(new DOMException("gone", "AbortError")));
  const error = await failureOf(answerOf(api.GET("/workspaces/{slug}/flows", listFlows)));
  expect(error.name).toBe("AbortError");
});

test("the cache does not ask again what was refused", async () => {
  const { api, fetch } = serverThat(() => json(403, { code: "forbidden", message: "No." }));
  const queryFn = () => answerOf(api.GET("/workspaces/{slug}/flows", listFlows));
  const queries = createQueryClient();
  await failureOf(queries.fetchQuery({ queryKey: ["flows"], queryFn, retryDelay: 0 }));
  expect(fetch).toHaveBeenCalledTimes(1);
});
