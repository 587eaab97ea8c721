import { afterEach, expect, it } from "vitest";
import { KeptReplies } from "../keepsakes";

const reply = (id: string, seq: number | null = null) => ({ id, text: id, failed: false, seq });

afterEach(() => localStorage.clear());

it("keeps what the server does not have, over a reload, and forgets what it has", () => {
  const kept = new KeptReplies("acme", "anna");
  kept.write("a", [reply("one", 4), reply("two")]);
  kept.write("b", [reply("three")]);
  expect(new KeptReplies("acme", "anna").read()).toEqual({
    a: [reply("two")],
    b: [reply("three")],
  });
  kept.write("a", []);
  expect(kept.read()).toEqual({ b: [reply("three")] });
});

it("never says the words of one person as another, nor in another workspace", () => {
  new KeptReplies("acme", "anna").write("a", [reply("one")]);
  expect(new KeptReplies("acme", "ben").read()).toEqual({});
  expect(new KeptReplies("other", "anna").read()).toEqual({});
});

it("holds nothing against a page that finds nonsense in the storage", () => {
  localStorage.setItem("xin.console.unsent.acme.anna.a", "{");
  expect(new KeptReplies("acme", "anna").read()).toEqual({ a: [] });
});
