import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  fillScript,
  ScriptValueWrong,
} from "../../../infra/devices/fillScript.ts";

const SCRIPT = readFileSync(
  join(import.meta.dirname, "../../../infra/devices/Send-LogonReport.ps1"),
  "utf8",
);

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

  it("has no letter that Windows PowerShell would read in a device's code page", () => {
    expect(SCRIPT).not.toMatch(/[^\x00-\x7f]/);
  });

  it("has nothing that Windows PowerShell 5.1 does not understand", () => {
    const code = SCRIPT.replace(/<#.*?#>/s, "").replace(/^\s*#.*$/gm, "");

    expect(code).not.toMatch(
      /\?\?|\?\.|&&|\|\|| \? .* : |-AsHashtable|-Parallel/,
    );
  });
});
