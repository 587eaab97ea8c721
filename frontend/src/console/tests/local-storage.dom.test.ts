import { afterEach, expect, it } from "vitest";
import { UnsentReplies } from "../local-storage";

const reply = (id: string, seq: number | null = null) => ({ id, text: id, failed: false, seq });

afterEach(() => localStorage.clear());

it("keeps what the server does not have, over a reload, and forgets what it has", () => {
  const stored = new UnsentReplies("acme", "anna");
  stored.write("a", [reply("one", 4), reply("two")]);
  stored.write("b", [reply("three")]);
  expect(new UnsentReplies("acme", "anna").read()).toEqual({
    a: [reply("two")],
    b: [reply("three")],
  });
  stored.write("a", []);
  expect(stored.read()).toEqual({ b: [reply("three")] });
});

it("never says the words of one person as another, nor in another workspace", () => {
  new UnsentReplies("acme", "anna").write("a", [reply("one")]);
  expect(new UnsentReplies("acme", "ben").read()).toEqual({});
  expect(new UnsentReplies("other", "anna").read()).toEqual({});
});

it("holds nothing against a page that finds nonsense in the storage", () => {
  localStorage.setItem("xin.console.unsent.acme.anna.a", "{");
  expect(new UnsentReplies("acme", "anna").read()).toEqual({ a: [] });
});
