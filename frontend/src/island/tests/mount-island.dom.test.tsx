import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useApi } from "../../api/client";
import { mountIsland, usePage } from "../mount-island";
import { optional, text } from "../props";

const COMMON = {
  slug: "acme",
  role: "owner",
  userName: "Anna",
  language: "en",
  csrfToken: "t",
  apiBase: "/api/v1",
};

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
});
afterEach(() => vi.restoreAllMocks());

function page(props: object): void {
  document.body.innerHTML = `<div data-island="designer"></div>
    <script type="application/json" id="island-props">${JSON.stringify(props)}</script>`;
}

function Designer({ flowName, note }: { flowName: string; note: string | null }) {
  const { userName } = usePage();
  return <h1>{`${userName}: ${flowName} ${note ?? "without note"} ${typeof useApi().GET}`}</h1>;
}

const mount = () => mountIsland("designer", Designer, { flowName: text, note: optional(text) });

test("it shows the screen with what the server wrote into the page", () => {
  page({ ...COMMON, flowName: "Welcome" });
  act(mount);
  expect(screen.getByRole("heading").textContent).toBe("Anna: Welcome without note function");
});

test("it says what is safe when the screen breaks, in the language of the page", () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  page({ ...COMMON, language: "de" });
  act(mount);
  expect(screen.getByRole("alert").textContent).toContain("Deine gespeicherte Arbeit ist sicher.");
  expect(String(log.mock.calls[0])).toContain("island-props: flowName");
});

test("it refuses a page that has no place for it", () => {
  document.body.innerHTML = "";
  expect(mount).toThrow("no place for the island designer");
});
