import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { sizeBudget } from "../content/budget.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Names the build of the second script, so that no browser keeps one of another version. */
function secondScript(): string {
  const built = here("../dist/root/contents.js");
  const code = existsSync(built) ? readFileSync(built) : "";
  return createHash("sha256").update(code).digest("hex").slice(0, 12);
}

export default defineConfig({
  root: here("."),
  publicDir: false,
  define: { __CONTENTS__: JSON.stringify(secondScript()) },
  build: {
    // Served at the root of the site: its address, /embed.js, stands in other people's pages.
    outDir: here("../dist/root"),
    emptyOutDir: false,
    target: "es2022",
    reportCompressedSize: false,
    // As a library: what pages get around their dynamic imports has no place here.
    lib: { entry: here("embed.ts"), name: "xin", formats: ["iife"], fileName: () => "embed.js" },
  },
  plugins: [sizeBudget(15_000)],
  test: {
    name: "widget",
    include: ["tests/**/*.dom.test.ts"],
    environment: "jsdom",
    pool: "threads",
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
