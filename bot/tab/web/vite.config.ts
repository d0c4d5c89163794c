import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { catalogues } from "../../messages/languages.ts";
import { compressBuild } from "./compressBuild.ts";
import { ownHostList } from "./ownHostList.ts";

const here = (path: string): string =>
  fileURLToPath(new URL(path, import.meta.url));

/**
 * `messages:de` and the like: of each language what the tab says, without the cards' and the chat's messages.
 * `messages:languages` imports each by itself, so that nobody loads a language they do not read.
 */
function tabMessages(): Plugin {
  const PREFIX = "messages:";
  return {
    name: "tab-messages",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const name = id.slice(PREFIX.length + 1);
      if (name === "languages")
        return `export default { ${Object.keys(catalogues)
          .map(
            (language) =>
              `${language}: () => import(${JSON.stringify(PREFIX + language)})`,
          )
          .join(", ")} };`;
      const catalogue = Object.entries(catalogues).find(
        ([language]) => language === name,
      )?.[1];
      if (!catalogue) return undefined;
      const { language, duration, refusals, tab } = catalogue;
      return `export default ${JSON.stringify({ language, duration, refusals, tab })};`;
    },
  };
}

export default defineConfig({
  root: here("."),
  base: "/tab/",
  publicDir: false,
  plugins: [tabMessages(), ownHostList(), compressBuild()],
  resolve: {
    alias: {
      // Its `module` entry is Node's; this is the one its `browser` field names.
      "@microsoft/teamsfx": here(
        "../../../node_modules/@microsoft/teamsfx/dist/index.esm2017.js",
      ),
      "@azure/msal-browser": here("noMsal.ts"),
      axios: here("noAxios.ts"),
    },
  },
  build: {
    outDir: here("dist"),
    emptyOutDir: true,
    // An image or font inside of the code would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    // Every browser that Teams supports knows modules, and the polyfill of preloading would only be more to load.
    modulePreload: { polyfill: false },
    target: "es2022",
    reportCompressedSize: false,
    // What counts is what goes over the wire, and a test measures that.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      onLog(level, log, handle) {
        // "use client" is for servers that render, which this is not; Fluent has it in each of its hundreds of files.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
});
