import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fillScript, ScriptValueWrong } from "./fillScript.ts";

// npm run device-script -- --address https://<host> [--suffix contoso.com]… [--out <file>]
const { values } = parseArgs({
  options: {
    address: { type: "string", default: "" },
    suffix: { type: "string", multiple: true, default: [] },
    out: { type: "string", default: "build/Send-LogonReport.ps1" },
  },
});

try {
  const script = fillScript(
    await readFile(new URL("Send-LogonReport.ps1", import.meta.url), "utf8"),
    {
      address: values.address,
      suffixes: values.suffix.flatMap((suffix) => suffix.split(",")),
    },
  );
  const file = resolve(values.out);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, script.replaceAll(/\r?\n/g, "\r\n"));
  console.log(`Wrote ${file}. Upload it to Intune as it is.`);
} catch (error) {
  if (!(error instanceof ScriptValueWrong)) throw error;
  console.error(error.message);
  process.exitCode = 64;
}
