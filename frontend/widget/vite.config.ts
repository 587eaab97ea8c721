import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { sizeBudget } from "./budget.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  publicDir: false,
  build: {
    // Served at the root of the site: its address, /embed.js, stands in other people's pages.
    outDir: here("../dist/root"),
    emptyOutDir: true,
    target: "es2022",
    reportCompressedSize: false,
    rolldownOptions: {
      input: here("embed.ts"),
      output: { format: "iife", entryFileNames: "embed.js" },
    },
  },
  plugins: [sizeBudget(15_000)],
  test: {
    name: "widget",
    include: ["tests/**/*.test.ts"],
    environment: "jsdom",
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
