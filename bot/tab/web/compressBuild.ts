import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

/** What is worth compressing: all that a build of code, styles and pages has. */
const COMPRESSED = /\.(html|js|css|svg|json)$/;

/** Puts a `.br` and a `.gz` beside each file of the build: compressed once and best, instead of at each request. */
export function compressBuild(): Plugin {
  let folder = "";
  return {
    name: "compress-build",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    async writeBundle() {
      const files = await readdir(folder, {
        recursive: true,
        withFileTypes: true,
      });
      await Promise.all(
        files
          .filter((file) => file.isFile() && COMPRESSED.test(file.name))
          .map((file) => compress(join(file.parentPath, file.name))),
      );
    },
  };
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
}
