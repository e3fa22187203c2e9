// Builds what a page loads: one style sheet, and one script for each file directly in front/js.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";

const front = dirname(fileURLToPath(import.meta.url));
const built = join(front, "../askel/web/static/web/built");
const scripts = readdirSync(join(front, "js")).filter((name) => name.endsWith(".js"));
const most = { ".css": 45_000, ".js": 60_000 }; // bytes gzipped; htmx comes on top and is counted by the browser tests

rmSync(built, { recursive: true, force: true });
await esbuild.build({
  entryPoints: [join(front, "css/page.css"), ...scripts.map((name) => join(front, "js", name))],
  outdir: built,
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome105", "safari15.4", "firefox121"],
  loader: { ".svg": "dataurl" },
  legalComments: "none",
});

for (const [kind, limit] of Object.entries(most)) {
  const names = readdirSync(built).filter((name) => name.endsWith(kind));
  const sizes = names.map((name) => gzipSync(readFileSync(join(built, name))).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${kind} ${total} bytes gzipped of at most ${limit} (${names.map((name, i) => `${name} ${sizes[i]}`).join(", ")})`);
  if (total > limit) process.exitCode = 1;
}
