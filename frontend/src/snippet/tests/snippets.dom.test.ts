import { expect, test } from "vitest";
import { siteFrom } from "../sites";
import { codeFor, mailTo, SITE_KINDS } from "../snippets";

const URL = "https://chat.example/embed.js?tenant_id=t1&channel=c1";

test("it gives one tag that names the channel", () => {
  expect(codeFor("html", URL)).toBe(`<script async src="${URL}"></script>`);
});

test("it gives Tag Manager a tag that makes the script by code", () => {
  document.head.replaceChildren();
  const code = codeFor("tagManager", URL);
  const inside = code.replace(/<\/?script>/g, "");
  new Function(inside)();
  expect(document.head.querySelector("script")?.src).toBe(URL);
});

test("every kind of site gets the whole address", () => {
  for (const kind of SITE_KINDS) expect(codeFor(kind, URL)).toContain(URL);
});

test("a mail carries the code unharmed", () => {
  const mail = mailTo("Our chat", `Paste\n${codeFor("html", URL)}`);
  const body = new URLSearchParams(mail.slice(mail.indexOf("?"))).get("body");
  expect(body).toBe(`Paste\r\n${codeFor("html", URL)}`);
});

test.each([
  ["shop.example", "https://shop.example"],
  [" https://Shop.example/cart?x=1 ", "https://shop.example"],
  ["http://localhost:3000", "http://localhost:3000"],
  ["müller.example", "https://xn--mller-kva.example"],
])("it understands %s", (typed, site) => {
  expect(siteFrom(typed)).toBe(site);
});

test.each(["", "shop", "*.shop.example", "a b.example", "me@shop.example", "ftp://shop.example"])(
  "it refuses %s",
  (typed) => {
    expect(siteFrom(typed)).toBeNull();
  },
);
