import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, statfs } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
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
/** Browsers and whole processes starve beside other tests where cores are few, so theirs come last, a core each. */
const PARTS = [
  {
    projects: ["unit", "cards", "integration", ...(fast ? [] : ["infra"])],
    arguments: jestArguments,
  },
  ...(fast
    ? []
    : [
        {
          projects: ["e2e"],
          arguments: [
            ...jestArguments.filter((one) => !one.startsWith("--maxWorkers")),
            `--maxWorkers=${availableParallelism()}`,
          ],
        },
      ]),
];

const temporary = await findTemporaryFolder();
const scratch = await mkdtemp(join(temporary, "custodian-tests-"));
const postgres = fast ? null : await startPostgres(scratch);
try {
  const environment = {
    TMPDIR: temporary,
    NODE_OPTIONS:
      "--experimental-vm-modules --disable-warning=ExperimentalWarning",
    TEST_EMBEDDED_TEMPLATE: await makeTemplate(scratch),
    ...(postgres ? { TEST_DATABASE_URL: postgres.url } : {}),
  };
  const sum = { passed: 0, failed: 0, skipped: 0, files: 0 };
  let isGreen = true;
  for (const part of PARTS) {
    const report = join(scratch, "report.json");
    const code = await run(
      [
        join(root, "node_modules/jest/bin/jest.js"),
        "--json",
        `--outputFile=${report}`,
        // What is asked for may be in another part.
        "--passWithNoTests",
        ...part.arguments,
        // Last, because it takes every word after it for a project.
        "--selectProjects",
        ...part.projects,
      ],
      environment,
    );
    const counts = JSON.parse(await readFile(report, "utf8")) as Counts;
    sum.passed += counts.numPassedTests;
    // A test file that does not even load runs no test; it must not pass for it.
    sum.failed += counts.numFailedTests + counts.numRuntimeErrorTestSuites;
    sum.skipped += counts.numPendingTests;
    sum.files += counts.numTotalTestSuites;
    isGreen &&= code === 0;
  }
  if (sum.files === 0) console.error("No test file is asked for");
  console.log(
    `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`,
  );
  process.exitCode = isGreen && sum.failed === 0 && sum.files > 0 ? 0 : 1;
} finally {
  await postgres?.stop();
  await rm(scratch, { recursive: true, force: true });
}

/** In memory where there is plenty: databases are copied by the hundred, and nothing of them outlives a test. */
async function findTemporaryFolder(): Promise<string> {
  const memory = "/dev/shm";
  try {
    const { bavail, bsize } = await statfs(memory);
    return bavail * bsize > 8 * 2 ** 30 ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Of jest's report. */
interface Counts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly numTotalTestSuites: number;
}

async function run(
  nodeArguments: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number | null> {
  const child = spawn(process.execPath, nodeArguments, {
    cwd: root,
    // Standard output carries jest's report a second time; what people read is on the other one.
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...environment },
  });
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  });
}
