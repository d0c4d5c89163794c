import { preparePowerShell } from "./powershell.ts";

// For CI, where a PowerShell that cannot be made is a failure, and no reason to skip tests.
const { command, missing } = await preparePowerShell();
console.log(missing ?? `The scripts are tested with ${command}`);
if (missing) process.exitCode = 1;
