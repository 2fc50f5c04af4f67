// Bundles the scripts and styles into a few files that the Web project serves. With --watch, it rebuilds them on every change.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const wwwroot = new URL("../TaskJuice.Web/wwwroot/", import.meta.url);

// Keeps the address of a file that a style refers to, with the same content version that asp-append-version adds in pages.
const versions = {
  name: "versions",
  setup(bundle) {
    bundle.onResolve({ filter: /^\// }, async ({ kind, path }) => {
      if (kind !== "url-token") return;
      const content = await readFile(new URL(path.slice(1), wwwroot));
      return { external: true, path: `${path}?v=${createHash("sha256").update(content).digest("base64url")}` };
    });
  },
};

const options = {
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: ["scripts/app.js", "scripts/branding.js", "scripts/connect-result.js", "styles/app.css", "styles/branding.css", "styles/gallery.css"],
  entryNames: "[name]",
  outdir: "../TaskJuice.Web/wwwroot/assets",
  bundle: true,
  minify: true,
  sourcemap: true,
  format: "esm",
  logLevel: "warning",
  plugins: [versions],
};

if (process.argv.includes("--watch")) await (await context(options)).watch();
else await build(options);
