import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { sizeBudget } from "./budget.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  publicDir: false,
  build: {
    outDir: here("../dist"),
    // The workspace's own screens are built into the same folder.
    emptyOutDir: false,
    target: "es2022",
    reportCompressedSize: false,
    rolldownOptions: {
      input: here("embed.ts"),
      output: { format: "iife", entryFileNames: "embed.js" },
    },
  },
  plugins: [sizeBudget(15_000)],
  test: { include: ["tests/**/*.test.ts"], environment: "jsdom" },
});
