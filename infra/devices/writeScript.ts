import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  fillRemediationScript,
  fillScript,
  ScriptValueWrong,
} from "./fillScript.ts";

// npm run device-script -- --address https://<host> [--suffix contoso.com]… [--out <file>]
// npm run device-script -- --remediation --tenant <id> [--out <file>]
const { values } = parseArgs({
  options: {
    address: { type: "string", default: "" },
    remediation: { type: "boolean", default: false },
    tenant: { type: "string", default: "" },
    suffix: { type: "string", multiple: true, default: [] },
    out: { type: "string" },
  },
});

const REPORT = "Send-LogonReport.ps1";
const OUTPUT = "Write-LogonOutput.ps1";

try {
  const suffixes = values.suffix.flatMap((suffix) => suffix.split(","));
  const report = await read(REPORT);
  const script = values.remediation
    ? fillRemediationScript(await read(OUTPUT), report, {
        tenantId: values.tenant,
      })
    : fillScript(report, { address: values.address, suffixes });
  const file = resolve(
    values.out ?? `build/${values.remediation ? OUTPUT : REPORT}`,
  );
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, script.replaceAll(/\r?\n/g, "\r\n"));
  console.log(`Wrote ${file}. Upload it to Intune as it is.`);
} catch (error) {
  if (!(error instanceof ScriptValueWrong)) throw error;
  console.error(error.message);
  process.exitCode = 64;
}

function read(file: string): Promise<string> {
  return readFile(new URL(file, import.meta.url), "utf8");
}
