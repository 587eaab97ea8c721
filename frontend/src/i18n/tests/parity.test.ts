import { expect, test } from "vitest";
import { LANGUAGES } from "../areas";

type Tree = { [key: string]: string | Tree };
const files = import.meta.glob<Tree>("../locales/*/*.json", { eager: true, import: "default" });

/** `more_one` and `more_other` are one key: languages differ in their plurals. */
function keysOf(tree: Tree, path = ""): string[] {
  const keys = Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [path + key.replace(/_(zero|one|two|few|many|other)$/, "")]
      : keysOf(value, `${path}${key}.`),
  );
  return [...new Set(keys)].sort();
}

function textsOf(tree: Tree): string[] {
  return Object.values(tree).flatMap((value) =>
    typeof value === "string" ? [value] : textsOf(value),
  );
}

const areas = Object.keys(files)
  .filter((path) => path.includes("/en/"))
  .map((path) => path.replace(/.*\/en\//, ""));

test.each(areas)("every language has the keys of %s", (area) => {
  const [english, ...others] = LANGUAGES.map((language) => files[`../locales/${language}/${area}`]);
  for (const other of others) expect(keysOf(other ?? {})).toEqual(keysOf(english ?? {}));
});

test("no text is empty and none shouts", () => {
  for (const text of Object.values(files).flatMap(textsOf)) {
    expect(text.trim()).not.toBe("");
    expect(text).not.toContain("!");
  }
});
