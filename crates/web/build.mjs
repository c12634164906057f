// Bundles the styles, the script and the fonts into dist/, with the hash of their content in
// their names, so that a browser may keep them for ever.
import { rm } from "node:fs/promises";
import { build, context } from "esbuild";

const options = {
  entryPoints: { app: "assets/js/app.js", style: "assets/css/style.css" },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox113", "safari16.4"],
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file" },
  legalComments: "none",
  logLevel: "info",
};

await rm("dist", { recursive: true, force: true });
if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await build(options);
}
