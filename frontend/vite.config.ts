import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The workspace's screens; Django asks the manifest for them by these paths. */
const ENTRIES = {
  page: here("src/page/main.ts"),
  designer: here("src/designer/main.tsx"),
  console: here("src/console/main.tsx"),
  snippet: here("src/snippet/main.tsx"),
  gallery: here("src/gallery/main.tsx"),
  preview: here("widget/preview.ts"),
};

const RUNNER = { pool: "threads", testTimeout: 30_000, hookTimeout: 30_000 } as const;

export default defineConfig({
  root: here("."),
  base: "/static/app/",
  publicDir: false,
  plugins: [react(), tailwindcss()],
  server: { cors: { origin: /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/ } },
  build: {
    outDir: here("dist/static/app"),
    emptyOutDir: true,
    // Not in `.vite/`: collecting static files leaves hidden folders out.
    manifest: "manifest.json",
    target: "es2022",
    // A plain file can be refused inline code by a content security policy; a data URL cannot pass.
    assetsInlineLimit: 0,
    rolldownOptions: { input: ENTRIES },
  },
  test: {
    projects: [
      "widget/vite.config.ts",
      {
        extends: true,
        test: {
          ...RUNNER,
          name: "dom",
          include: ["{src,content,wire,tests}/**/*.dom.test.{ts,tsx}"],
          environment: "jsdom",
        },
      },
      {
        extends: true,
        test: {
          ...RUNNER,
          name: "logic",
          include: ["{src,content,wire,widget,tests}/**/*.test.ts"],
          exclude: ["**/*.dom.test.ts"],
          environment: "node",
          // Nothing of one file can stand in the way of another: they share their workers.
          isolate: false,
          unstubGlobals: true,
        },
      },
    ],
  },
});
