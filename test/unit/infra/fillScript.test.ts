import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  fillRemediationScript,
  fillScript,
  ScriptValueWrong,
} from "../../../infra/devices/fillScript.ts";

const read = (name: string) =>
  readFileSync(
    join(import.meta.dirname, "../../../infra/devices", name),
    "utf8",
  );
const SCRIPT = read("Send-LogonReport.ps1");
const OUTPUT_SCRIPT = read("Write-LogonOutput.ps1");
const TENANT = "11111111-2222-4333-8444-555555555555";

const filled = (address: string, ...suffixes: string[]) =>
  fillScript(SCRIPT, { address, suffixes });

describe("the devices' script", () => {
  it.each([
    [
      "https://custodian.contoso.com",
      "https://custodian.contoso.com/api/logons",
    ],
    [
      " https://Custodian.contoso.com/ ",
      "https://custodian.contoso.com/api/logons",
    ],
    [
      "https://gate.contoso.com/custodian/api/logons",
      "https://gate.contoso.com/custodian/api/logons",
    ],
    [
      "https://custodian.contoso.com:8443",
      "https://custodian.contoso.com:8443/api/logons",
    ],
  ])("written for %s reports to %s", (address, expected) => {
    expect(filled(address)).toContain(`[string] $Address = '${expected}',`);
  });

  it("counts the domains it was written for", () => {
    expect(
      filled("https://a.example", "@Contoso.com", "fabrikam.com"),
    ).toContain("[string[]] $Suffix = @('contoso.com', 'fabrikam.com'),");
  });

  it("cannot be left by an address: it stays one literal", () => {
    const script = filled("https://a.example/it's'; Remove-Item x");

    expect(script).toContain(
      "[string] $Address = 'https://a.example/it''s'';%20Remove-Item%20x',",
    );
  });

  it.each([
    "",
    "custodian.contoso.com",
    "http://custodian.contoso.com",
    "https://",
    "https://key:secret@custodian.contoso.com",
    "ftp://custodian.contoso.com",
  ])("is not written for the address %p", (address) => {
    expect(() => filled(address)).toThrow(ScriptValueWrong);
  });

  it.each(["", "contoso", "a b.com", "x'.com", "contoso.com'", "bücher.de"])(
    "is not written for the suffix %j",
    (suffix) => {
      expect(() => filled("https://a.example", suffix)).toThrow(
        ScriptValueWrong,
      );
    },
  );

  it.each([
    ["report", SCRIPT],
    ["output", OUTPUT_SCRIPT],
  ])(
    "of the %s has no letter that Windows PowerShell would read in a device's code page",
    (_what, script) => {
      expect(script).not.toMatch(/[^\x00-\x7f]/);
    },
  );

  it.each([
    ["report", SCRIPT],
    ["output", OUTPUT_SCRIPT],
  ])(
    "of the %s has nothing that Windows PowerShell 5.1 does not understand",
    (_what, script) => {
      const code = script.replace(/<#.*?#>/s, "").replace(/^\s*#.*$/gm, "");

      expect(code).not.toMatch(
        /\?\?|\?\.|&&|\|\|| \? .* : |-AsHashtable|-Parallel/,
      );
    },
  );
});

describe("a Remediation's script", () => {
  const filled = (tenantId: string) =>
    fillRemediationScript(OUTPUT_SCRIPT, SCRIPT, { tenantId });

  it("has its tenant and the part that reads the log, and knows no address", () => {
    const script = filled(` ${TENANT.toUpperCase()} `);

    expect(script).toContain(`[string] $Tenant = '${TENANT}'`);
    expect(script.match(/^function Get-People/gm)).toHaveLength(1);
    expect(script).not.toMatch(/#region|#endregion|Invoke-WebRequest|https?:/);
  });

  it.each(["", "contoso.com", `${TENANT}'`])(
    "is not written for the tenant %j",
    (tenantId) => {
      expect(() => filled(tenantId)).toThrow(ScriptValueWrong);
    },
  );
});
