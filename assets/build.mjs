// Cuts the NL Design System to what our pages use and vendors the result, so that the product itself needs no Node.
// Run `sh assets/build.sh` after a template began to use a new utrecht-* class; tests/house checks the manifest.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const root = new URL("..", import.meta.url).pathname;
const modules = new URL("node_modules/", import.meta.url).pathname;
const version = (name) => JSON.parse(readFileSync(`${modules}${name}/package.json`)).version;
const sha256 = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

const COMPONENTS = "@utrecht/component-library-css";
const THEME = "@nl-design-system-unstable/voorbeeld-design-tokens";
const componentsFile = `${modules}${COMPONENTS}/dist/index.css`;
const themeFile = `${modules}${THEME}/dist/theme.css`;
const cityFile = `${root}src/stadsrecht/shell/static/shell/city.css`;
const out = `${root}src/stadsrecht/shell/static/shell/vendor/components.css`;
const axeOut = `${root}tests/browser/vendor/axe.min.js`;

const cut = async (raw) => {
  const [result] = await new PurgeCSS().purge({
    content: [`${root}src/stadsrecht/**/*.html`, `${root}src/stadsrecht/**/*.py`],
    css: [{ raw }],
    defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
    safelist: { standard: ["voorbeeld-theme", "utrecht-document", "utrecht-surface"] },
  });
  return result.css;
};

// A token stays when a kept rule or our own city layer uses it, directly or through another token.
const withoutUnusedTokens = (theme, users) => {
  const tokens = new Map([...theme.matchAll(/(--[\w-]+)\s*:\s*([^;}]+)/g)].map((found) => [found[1], found[2]]));
  const used = new Set();
  const follow = (text) => {
    for (const [, name] of text.matchAll(/var\(\s*(--[\w-]+)/g)) {
      if (used.has(name)) continue;
      used.add(name);
      if (tokens.has(name)) follow(tokens.get(name));
    }
  };
  follow(users);
  const kept = [...tokens].filter(([name]) => used.has(name)).map(([name, value]) => `${name}:${value.trim()}`);
  return `.voorbeeld-theme{${kept.join(";")}}`;
};

const components = await cut(readFileSync(componentsFile, "utf8"));
const theme = withoutUnusedTokens(readFileSync(themeFile, "utf8"), components + readFileSync(cityFile, "utf8"));
const { code } = transform({ filename: "components.css", code: Buffer.from(theme + components), minify: true });
writeFileSync(out, `/* ${THEME} ${version(THEME)} and ${COMPONENTS} ${version(COMPONENTS)}, EUPL-1.2, cut: see NOTICE */\n${code}`);
copyFileSync(`${modules}axe-core/axe.min.js`, axeOut);

// The licence texts travel with the files. Both design system packages carry the same text.
mkdirSync(`${root}assets/licences`, { recursive: true });
copyFileSync(`${modules}${COMPONENTS}/LICENSE.md`, `${root}assets/licences/EUPL-1.2.md`);
copyFileSync(`${modules}axe-core/LICENSE`, `${root}assets/licences/MPL-2.0.txt`);
copyFileSync(`${modules}axe-core/LICENSE-3RD-PARTY.txt`, `${root}assets/licences/axe-core-third-parties.txt`);

const entry = (name, licence, source, result) => `[[vendored]]
name = "${name}"
version = "${version(name)}"
licence = "${licence}"
source_sha256 = "${sha256(source)}"
file = "${result.slice(root.length)}"
file_sha256 = "${sha256(result)}"
`;
writeFileSync(
  `${root}assets/manifest.toml`,
  "# What is vendored: written by build.mjs, checked by tests/house.\n\n" +
    [
      entry(THEME, "EUPL-1.2", themeFile, out),
      entry(COMPONENTS, "EUPL-1.2", componentsFile, out),
      entry("axe-core", "MPL-2.0", `${modules}axe-core/axe.min.js`, axeOut),
    ].join("\n"),
);
