/** What a device's script has to know. */
export interface ScriptValues {
  /** Custodian's public address, or that with `/api/logons`. */
  readonly address: string;
  /** The domains whose users count; none for every domain. */
  readonly suffixes: readonly string[];
}

/** A value that no script can be written with; the message says which, and what it should be. */
export class ScriptValueWrong extends Error {}

/**
 * Writes the values into the script's defaults, so that Intune runs it without parameters.
 *
 * @param script the text of Send-LogonReport.ps1.
 * @throws {ScriptValueWrong}
 */
export function fillScript(script: string, values: ScriptValues): string {
  const suffixes = values.suffixes.map(parseSuffix);
  return replaceOnce(
    replaceOnce(
      script,
      "[string] $Address = ''",
      `[string] $Address = ${quoted(parseAddress(values.address))}`,
    ),
    "[string[]] $Suffix = @()",
    `[string[]] $Suffix = @(${suffixes.map(quoted).join(", ")})`,
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

function parseSuffix(text: string): string {
  const domain = text.trim().replace(/^@/, "").toLowerCase();
  // Entra knows a domain of other letters as xn--…; in the file they would be read in a device's code page.
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain))
    throw new ScriptValueWrong(
      "--suffix must be the domain of your users' names, such as contoso.com.",
    );
  return domain;
}

/** A literal of PowerShell; in single quotes nothing but the quote itself means anything. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function replaceOnce(text: string, old: string, by: string): string {
  const parts = text.split(old);
  if (parts.length !== 2) throw new Error(`The script has no one line ${old}`);
  return parts.join(by);
}
