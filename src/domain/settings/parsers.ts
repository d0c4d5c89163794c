import { z } from "zod";
import type { ReportKey } from "../evidence/reportAuthentication.ts";
import { parseWorkingHours } from "./workingHours.ts";
import { parseUpn } from "../people/upn.ts";
import { message, type Message } from "../message.ts";

/**
 * How the text of a variable becomes a value. Messages complete the sentence "NAME …" and never repeat the
 * text: it may be a secret put under the wrong name. They are English, as all that is said to operators; what people
 * can type into a form, too, has a sentence beside it: see `faultsIn`.
 */
export type Parser<T> = z.ZodType<T, string>;

/** What is wrong with a text that was not read, for the one who typed it. */
export function faultsIn(error: z.ZodError): readonly Message[] {
  return error.issues.map((issue) => {
    const fault: unknown = issue.code === "custom" && issue.params?.["fault"];
    // Only `addFault` puts one there.
    return fault ? (fault as Message) : message("setting.unreadable");
  });
}

function addFault(
  context: z.RefinementCtx,
  message: string,
  fault?: Message,
): void {
  context.addIssue({ code: "custom", message, params: { fault } });
}

export function oneOf<const Word extends string>(
  ...words: readonly Word[]
): Parser<Word> {
  return parser(
    `must be one of ${words.join(", ")}`,
    (text) => words.find((word) => word === text),
    message("setting.not-offered"),
  );
}

export function wholeNumber(least: number, most: number): Parser<number> {
  return parser(
    `must be a whole number from ${least} to ${most}`,
    (text) => within(/^\d{1,9}$/, text, least, most),
    message("setting.whole-number", { least, most }),
  );
}

export function decimalNumber(least: number, most: number): Parser<number> {
  return parser(
    `must be a number from ${least} to ${most}`,
    (text) => within(/^\d{1,9}(\.\d{1,6})?$/, text, least, most),
    message("setting.number", { least, most }),
  );
}

function within(
  shape: RegExp,
  text: string,
  least: number,
  most: number,
): number | undefined {
  const value = Number(text);
  return shape.test(text) && value >= least && value <= most
    ? value
    : undefined;
}

/** Lower case, as ids are compared everywhere. */
export const guid: Parser<string> = parser(
  "must be a GUID",
  (text) =>
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
      ? text.toLowerCase()
      : undefined,
  message("setting.not-group-id"),
);

/** A tenant by id or by one of its domains, as `@azure/identity` takes it. */
export const tenant: Parser<string> = parser(
  "must be a tenant id or one of the tenant's domains",
  (text) =>
    /^[0-9a-z]([0-9a-z.-]*[0-9a-z])?$/i.test(text)
      ? text.toLowerCase()
      : undefined,
);

export const anyText: Parser<string> = z.string();

export const hostName: Parser<string> = parser(
  "must be a host name or an IP address",
  (text) => (/^[0-9a-z.:_-]+$/i.test(text) ? text : undefined),
);

/** Where plain http may be spoken: never beyond this machine, because tokens travel there. */
type Plain = "https-only" | "http-on-loopback";

/** An address to which paths are appended: without trailing slash, query or fragment. */
export function baseUrl(plain: Plain): Parser<string> {
  return parser(
    `must be ${schemes(plain)} address without user, query or fragment`,
    (text) => {
      const url = webAddress(text, plain);
      if (url === undefined || url.search !== "") return undefined;
      return withoutTrailingSlash(url.origin + url.pathname);
    },
  );
}

/** The portal shows the feed's address with its `?api-version=…`; pasted whole, the query is dropped. */
export const feedUrl: Parser<string> = parser(
  "must be an https address",
  (text) => {
    const url = webAddress(text, "https-only");
    return url && withoutTrailingSlash(url.origin + url.pathname);
  },
);

/** One document or resource name, kept as it is written: a trailing slash may be part of a name. */
export function wholeUrl(plain: Plain): Parser<string> {
  return parser(
    `must be ${schemes(plain)} address without user or fragment`,
    (text) => webAddress(text, plain) && text,
  );
}

function schemes(plain: Plain): string {
  return plain === "https-only"
    ? "an https"
    : "an https (on loopback also http)";
}

function webAddress(text: string, plain: Plain): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.username || url.password || url.hash)
    return undefined;
  if (url.protocol === "https:") return url;
  const mayBePlain =
    plain === "http-on-loopback" &&
    /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === "http:" && mayBePlain ? url : undefined;
}

function withoutTrailingSlash(address: string): string {
  return address.replace(/\/+$/, "");
}

export const postgresUrl: Parser<string> = parser(
  "must be a postgres:// or postgresql:// address",
  (text) => {
    const address = text.trim();
    return /^postgres(ql)?:\/\/./.test(address) &&
      URL.canParse(address) &&
      hostOf(new URL(address)) !== null
      ? address
      : undefined;
  },
).transform((address, context) => {
  if (saysHowItIsEncrypted(new URL(address))) return address;
  addFault(
    context,
    "must say how the way to another machine is encrypted: add ?sslmode=verify-full, or ?sslmode=disable where plain text is meant",
  );
  return z.NEVER;
});

/** @returns null where its escapes are none. */
function hostOf(url: URL): string | null {
  try {
    return lastOf(url, "host") || decodeURIComponent(url.hostname);
  } catch {
    return null;
  }
}

/** As node-postgres reads the address: the last of several parameters counts, and `host` before the address's own. */
function lastOf({ searchParams }: URL, name: string): string {
  return searchParams.getAll(name).at(-1) ?? "";
}

/** Where no host is named, `PGHOST` of the environment is, which may be anywhere. */
function saysHowItIsEncrypted(url: URL): boolean {
  return (
    /^(\/.*|localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostOf(url) ?? "") ||
    /^(disable|prefer|require|verify-ca|verify-full|no-verify)$/.test(
      lastOf(url, "sslmode"),
    ) ||
    /^(true|1|0)$/.test(lastOf(url, "ssl"))
  );
}

const UPN_RULE = "must be a UPN (name@domain)";

/** Comma-separated UPNs: trimmed, lower case, each once. */
export const upns: Parser<readonly string[]> = listOf(
  UPN_RULE,
  (entry) => parseUpn(entry) ?? undefined,
).transform((list) => [...new Set(list)]);

/** Comma-separated domains, with or without a leading @: lower case, each once. */
export const domains: Parser<readonly string[]> = listOf(
  "must be a domain name",
  (entry) => {
    const domain = entry.replace(/^@/, "").toLowerCase();
    return /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)*$/u.test(
      domain,
    )
      ? domain
      : undefined;
  },
  (entry) => message("setting.not-domain", { entry }),
).transform((list) => [...new Set(list)]);

/** `stagingUpn=leadUpn,…`, and `*=leadUpn` for every other staging account. */
export const stagingLeads: Parser<Readonly<Record<string, string>>> = listOf(
  "must be stagingUpn=leadUpn or *=leadUpn",
  (entry) => {
    const [account = "", lead = "", ...more] = entry.split("=");
    const key = account.trim() === "*" ? "*" : parseUpn(account);
    const value = parseUpn(lead);
    return key && value && more.length === 0
      ? ([key, value] as const)
      : undefined;
  },
  (entry) => message("setting.not-lead", { entry }),
).transform((pairs, context) => {
  refuseRepeats(
    pairs,
    context,
    "names a staging account twice",
    message("setting.lead-twice"),
  );
  return Object.fromEntries(pairs);
});

/** `account=account,…`: each time two accounts of one person. */
export const pairedAccounts: Parser<Readonly<Record<string, string>>> = listOf(
  "must be upn=upn",
  (entry) => {
    const [account = "", other = "", ...more] = entry.split("=");
    const key = parseUpn(account);
    const value = parseUpn(other);
    return key && value && key !== value && more.length === 0
      ? ([key, value] as const)
      : undefined;
  },
  (entry) => message("setting.not-pair", { entry }),
).transform((pairs, context) => {
  refuseRepeats(
    pairs,
    context,
    "names an account twice before the =",
    message("setting.pair-twice"),
  );
  return Object.fromEntries(pairs);
});

const LONGEST_PATTERN = 100;

/** More would be asked of every device and person. */
export const MOST_PATTERNS = 200;

/** A pattern of a device's name, or `category:` with one of a category. */
export function isDevicePattern(entry: string): boolean {
  return entry.length <= LONGEST_PATTERN && !/^category:\s*$/i.test(entry);
}

/** A pattern of a UPN. */
export function isUserPattern(entry: string): boolean {
  return (
    entry.length <= LONGEST_PATTERN && /^\S+$/.test(entry) && /[@*]/.test(entry)
  );
}

/** Comma-separated patterns of device names, `*` for anything, and `category:NAME`; each once. */
export const devicePatterns: Parser<readonly string[]> = patterns(
  `must be a name pattern or category:NAME of at most ${LONGEST_PATTERN} characters`,
  isDevicePattern,
);

/** Comma-separated patterns of UPNs, `*` for anything; each once. */
export const userPatterns: Parser<readonly string[]> = patterns(
  `must be a UPN pattern (name@domain, * for anything) of at most ${LONGEST_PATTERN} characters`,
  isUserPattern,
);

function patterns(
  rule: string,
  isOne: (entry: string) => boolean,
): Parser<readonly string[]> {
  return listOf(rule, (entry) => (isOne(entry) ? entry : undefined)).transform(
    (entries, context) => {
      const list = eachOnce(entries);
      if (list.length > MOST_PATTERNS)
        addFault(context, `must have at most ${MOST_PATTERNS} entries`);
      return list;
    },
  );
}

/** As they are written, the last of those that differ in case alone. */
export function eachOnce(entries: readonly string[]): readonly string[] {
  return [...new Map(entries.map((one) => [one.toLowerCase(), one])).values()];
}

const MIN_KEY_BYTES = 32;

/** `id:base64key,…`. */
export const reportKeys: Parser<readonly ReportKey[]> = listOf(
  `must be id:base64key with a key of at least ${MIN_KEY_BYTES} bytes`,
  (entry): readonly [string, ReportKey] | undefined => {
    const [, id, base64] =
      /^([\w.-]{1,64}):([0-9a-z+/]+={0,2})$/i.exec(entry) ?? [];
    if (id === undefined || base64 === undefined) return undefined;
    const key = Buffer.from(base64, "base64");
    return key.length >= MIN_KEY_BYTES ? [id, { id, key }] : undefined;
  },
).transform((pairs, context) => {
  refuseRepeats(pairs, context, "has two keys with the same id");
  return pairs.map(([, key]) => key);
});

function refuseRepeats(
  pairs: readonly (readonly [string, unknown])[],
  context: z.RefinementCtx,
  message: string,
  fault?: Message,
): void {
  if (new Set(pairs.map(([name]) => name)).size < pairs.length)
    addFault(context, message, fault);
}

/** Empty entries (a trailing comma) are passed over; a bad one is named by its place. */
function listOf<T>(
  rule: string,
  parse: (entry: string) => T | undefined,
  faultOf?: (entry: number) => Message,
) {
  return z.string().transform((text, context): readonly T[] => {
    const list: T[] = [];
    for (const [index, entry] of text.split(",").entries()) {
      if (entry.trim() === "") continue;
      const value = parse(entry.trim());
      if (value === undefined)
        addFault(
          context,
          `${rule} (entry ${index + 1} is not)`,
          faultOf?.(index + 1),
        );
      else list.push(value);
    }
    return list;
  });
}

/** `Mon-Fri 08:00-17:00 Europe/Berlin`, kept as text; empty for none. */
export const workingHours: Parser<string> = parser(
  "must read like Mon-Fri 08:00-17:00 Europe/Berlin: days, hours (ten a week at least) and an IANA time zone; or be empty",
  (text) =>
    parseWorkingHours(text) === undefined
      ? undefined
      : text.trim().replace(/\s+/g, " "),
  message("setting.not-working-hours"),
);

function parser<T>(
  rule: string,
  parse: (text: string) => T | undefined,
  fault?: Message,
): Parser<T> {
  return z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    addFault(context, rule, fault);
    return z.NEVER;
  });
}
