import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeTemplate } from "./embeddedTemplate.ts";
import { startPostgres } from "./postgres.ts";

/**
 * `npm test`: every test. `--fast`: unit, cards and integration on the embedded database. Further arguments go to
 * jest. Ends with a line `N passed, N failed, N skipped`.
 */
const fast = process.argv.includes("--fast");
const jestArguments = process.argv
  .slice(2)
  .filter((argument) => argument !== "--fast");

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = await mkdtemp(join(tmpdir(), "custodian-tests-"));
const postgres = fast ? null : await startPostgres(scratch);
const report = join(scratch, "report.json");
try {
  const code = await run([
    join(root, "node_modules/jest/bin/jest.js"),
    "--json",
    `--outputFile=${report}`,
    // Last, because it takes every word after it for a project.
    ...jestArguments,
    ...(fast ? ["--selectProjects", "unit", "cards", "integration"] : []),
  ]);
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numRuntimeErrorTestSuites,
  } = JSON.parse(await readFile(report, "utf8")) as Record<string, number>;
  // A test file that does not even load runs no test; it must not pass for it.
  const failed = (numFailedTests ?? 0) + (numRuntimeErrorTestSuites ?? 0);
  console.log(
    `${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`,
  );
  process.exitCode = code === 0 && failed === 0 ? 0 : 1;
} finally {
  await postgres?.stop();
  await rm(scratch, { recursive: true, force: true });
}

async function run(nodeArguments: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, nodeArguments, {
    cwd: root,
    // Standard output carries jest's report a second time; what people read is on the other one.
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_OPTIONS:
        "--experimental-vm-modules --disable-warning=ExperimentalWarning",
      TEST_EMBEDDED_TEMPLATE: await makeTemplate(scratch),
      ...(postgres ? { TEST_DATABASE_URL: postgres.url } : {}),
    },
  });
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  });
}
