// Puts what pdf.js loads by address (worker, fonts, character maps, decoders) where pages of this origin find it.
import { cp, mkdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
const target = fileURLToPath(new URL("../public/pdfjs", import.meta.url));

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await cp(join(source, "build", "pdf.worker.min.mjs"), join(target, "pdf.worker.min.mjs"));
for (const folder of ["cmaps", "standard_fonts", "wasm"]) {
  await cp(join(source, folder), join(target, folder), { recursive: true });
}
