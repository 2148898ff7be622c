// Moves the inline scripts of each exported page into one file beside the others, so that `script-src 'self'` is enough:
// neither 'unsafe-inline' nor a list of hashes that changes with each build. Removes the polyfills for browsers without modules,
// which are not supported. Adds the scripts with the texts of other locales.
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const out = fileURLToPath(new URL("../out", import.meta.url));
const folder = "_next/static/inline";
const INLINE = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g;
const POLYFILLS = /<script[^>]*\ssrc="([^"]+)"[^>]*\snomodule[^>]*><\/script>/gi;
const DATA = /\stype="(application\/(ld\+)?json)"/;

await mkdir(join(out, folder), { recursive: true });
const polyfills = new Set();
const entries = await readdir(out, { recursive: true });
for (const page of entries.filter((entry) => entry.endsWith(".html"))) {
  const html = await readFile(join(out, page), "utf8");
  const scripts = [];
  const stripped = html
    .replace(POLYFILLS, (_, address) => {
      polyfills.add(address);
      return "";
    })
    .replace(INLINE, (whole, attributes, code) => {
      if (DATA.test(attributes)) {
        return whole;
      }
      scripts.push(code);
      return "";
    });
  if (scripts.length === 0) {
    continue;
  }
  const code = `${scripts.join(";\n")};\n`;
  const name = `${createHash("sha256").update(code).digest("hex").slice(0, 16)}.js`;
  await writeFile(join(out, folder, name), code);
  if (!stripped.includes("</body>")) {
    throw new Error(`${page} has no end of its body`);
  }
  await writeFile(join(out, page), stripped.replace("</body>", `<script src="/${folder}/${name}"></script></body>`));
}
for (const address of polyfills) {
  await rm(join(out, address));
}
await cp(fileURLToPath(new URL("../paraglide/scripts", import.meta.url)), join(out, "_next/static/texts"), { recursive: true });
