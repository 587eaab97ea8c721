import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/**
 * Print what the visitor downloads and stop the build when it weighs too much.
 *
 * @param limit bytes after gzip that no single script may exceed.
 */
export function sizeBudget(limit: number): Plugin {
  return {
    name: "xin:size-budget",
    writeBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== "chunk") continue;
        const size = gzipSync(output.code, { level: 9 }).length;
        const report = `${output.fileName}: ${size} bytes gzip, budget ${limit}`;
        if (size > limit) this.error(report);
        this.info(report);
      }
    },
  };
}
