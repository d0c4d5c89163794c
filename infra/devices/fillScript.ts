/** What the script that reports has to know. */
export interface ReportValues {
  /** Custodian's public address, or that with `/api/logons`. */
  readonly address: string;
  /** The domains whose users are named; none for every domain. */
  readonly suffixes: readonly string[];
}

/** What the detection script of a Remediation has to know. */
export interface RemediationValues {
  readonly tenantId: string;
}

/** A value that no script can be written with; the message says which, and what it should be. */
export class ScriptValueWrong extends Error {}

/**
 * Writes the values into the script's defaults, so that Intune runs it without parameters.
 *
 * @param script the text of Send-LogonReport.ps1.
 * @throws {ScriptValueWrong}
 */
export function fillScript(script: string, values: ReportValues): string {
  return fill(script, [
    ["[string] $Address = ''", quoted(parseAddress(values.address))],
    ["[string[]] $Suffix = @()", listed(values.suffixes)],
  ]);
}

/**
 * Puts the part that reads the log into the detection script, and the values into its defaults.
 *
 * @param script the text of Write-LogonOutput.ps1.
 * @param reportScript the text of Send-LogonReport.ps1, whose part it is.
 * @throws {ScriptValueWrong}
 */
export function fillRemediationScript(
  script: string,
  reportScript: string,
  values: RemediationValues,
): string {
  const reading = /^#region Logons.*\r?\n([^]*?)^#endregion/m.exec(
    reportScript,
  );
  if (!reading?.[1]) throw new Error("The script has no region Logons");
  return replaceOnce(
    fill(script, [
      ["[string] $Tenant = ''", quoted(parseTenant(values.tenantId))],
    ]),
    /#region Logons\r?\n#endregion/,
    reading[1].trimEnd(),
  );
}

function parseAddress(text: string): string {
  const url = URL.parse(text.trim());
  if (url?.protocol !== "https:" || url.hostname === "")
    throw new ScriptValueWrong(
      "--address must be an https address, such as https://custodian.contoso.com.",
    );
  if (url.username || url.password)
    throw new ScriptValueWrong(
      "--address must not name a user or a password: every device would have them.",
    );
  if (url.pathname === "/") url.pathname = "/api/logons";
  url.hash = "";
  return url.href;
}

function parseTenant(text: string): string {
  const id = text.trim().toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new ScriptValueWrong(
      "--tenant must be the id of your tenant, as BOT_TENANT_ID has it.",
    );
  return id;
}

function parseSuffix(text: string): string {
  const domain = text.trim().replace(/^@/, "").toLowerCase();
  // Entra knows a domain of other letters as xn--…; in the file they would be read in a device's code page.
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain))
    throw new ScriptValueWrong(
      "--suffix must be the domain of your users' names, such as contoso.com.",
    );
  return domain;
}

function listed(suffixes: readonly string[]): string {
  return `@(${suffixes.map(parseSuffix).map(quoted).join(", ")})`;
}

/** A literal of PowerShell; in single quotes nothing but the quote itself means anything. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** @param defaults of parameters, and what is to stand behind their `=`. */
function fill(
  script: string,
  defaults: readonly (readonly [parameter: string, value: string])[],
): string {
  return defaults.reduce(
    (text, [parameter, value]) =>
      replaceOnce(
        text,
        parameter,
        `${parameter.slice(0, parameter.indexOf("=") + 1)} ${value}`,
      ),
    script,
  );
}

function replaceOnce(text: string, old: string | RegExp, by: string): string {
  const parts = text.split(old);
  if (parts.length !== 2)
    throw new Error(`The script has no one line ${String(old)}`);
  return parts.join(by);
}
