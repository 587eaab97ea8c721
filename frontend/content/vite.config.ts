import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { sizeBudget } from "./budget.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The second script, built before the first one, which names its build. */
export default defineConfig({
  root: here("."),
  publicDir: false,
  build: {
    outDir: here("../dist/root"),
    emptyOutDir: true,
    target: "es2022",
    reportCompressedSize: false,
    modulePreload: false,
    rolldownOptions: {
      input: here("contents.ts"),
      preserveEntrySignatures: "strict",
      output: { format: "es", entryFileNames: "contents.js" },
    },
  },
  plugins: [sizeBudget(9_000)],
});
