import {
  looksLikeId,
  MAX_NAME_LENGTH,
  nameAsTyped,
  withoutQuotes,
  withPlainSigns,
} from "../matching/nameOf.ts";
import { foldText } from "../matching/foldText.ts";
import { parseIntuneLink } from "./parseIntuneLink.ts";
import type { LookedUp } from "./lookup.ts";

/** One way to take what was typed. */
export interface Reading {
  readonly name: string;
  /** It was cut out of what stands there, so that only something with just this name is meant by it. */
  readonly onlyWhole: boolean;
}

/** What a text may name. */
export interface Readings {
  /**
   * As it was typed, then what is left without each thing that other programs put around a name. The first that
   * something has as its name is meant, so a name with such signs in it is found by itself. Empty for nothing.
   */
  readonly all: readonly Reading[];
  /** Those of them that Microsoft is asked for, at most three: it compares each sign. */
  readonly asked: readonly string[];
  /** The name alone: for what looks alike, and to be shown. */
  readonly name: string;
}

/**
 * The names of devices in what somebody typed or pasted: out of quotes, brackets and marks, after "S/N:" or
 * "Hostname:", as `DOMAIN\name$`, as a part of an address or a distinguished name, as a full domain name.
 */
export function deviceReadings(text: string): Readings {
  return readingsOf(text, DEVICE_LABELS, deviceIn);
}

/**
 * The same for people: `Megan Bowen <megan@contoso.com>`, `mailto:…`, `DOMAIN\megan`, a claim or a distinguished name.
 */
export function personReadings(text: string): Readings {
  return readingsOf(text, PERSON_LABELS, personIn);
}

/** Nothing is wrapped more often. */
const MOST_LAYERS = 8;
const MOST_ASKED = 3;

function readingsOf(
  text: string,
  labels: RegExp,
  inside: (name: string) => Inside | null,
): Readings {
  const typed = nameAsTyped(text);
  if (typed === "") return { all: [], asked: [], name: "" };
  const layers = [typed];
  let name = typed;
  for (let i = 0; i < MOST_LAYERS; i++) {
    const rest = withoutLayer(name, labels);
    if (rest === name || rest === "") break;
    layers.push(rest);
    name = rest;
  }
  const plain = withPlainSigns(name);
  const all: Reading[] = [...layers, plain].map((one) => ({
    name: one,
    onlyWhole: false,
  }));
  let within = inside(name);
  for (let i = 0; within && i < MOST_LAYERS; i++) {
    all.push(...within.readings);
    const { next } = within;
    within = next === null ? null : inside(next);
  }
  // Whoever puts quotes on both sides means what is between them.
  const isQuoted = withoutQuotes(typed).isPair;
  const asked = [
    ...(isQuoted ? [] : [typed]),
    ...(/[^\p{L}\p{N}]$/u.test(typed) ? [withoutQuotes(typed).name] : []),
    plain,
    ...all.slice(layers.length + 1).map((one) => one.name),
  ];
  return {
    all: uniqueBy(all, (one) => foldText(one.name)),
    asked: uniqueBy(asked, (one) => one.toLowerCase()).slice(0, MOST_ASKED),
    name,
  };
}

function uniqueBy<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const keys = new Set<string>();
  return all.filter((one) => {
    const key = keyOf(one);
    if (key === "" || keys.has(key)) return false;
    keys.add(key);
    return true;
  });
}

const BRACKETS: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
  "<": ">",
  "「": "」",
};

/** Around a word they make it bold or the like where markdown is read. */
const EMPHASIS = new Set(["*", "_", "~", "|"]);

/** The name without its outermost wrapping; the same where it has none. */
function withoutLayer(name: string, labels: RegExp): string {
  const first = name.charAt(0);
  const last = name.charAt(name.length - 1);
  const isAround =
    name.length > 2 &&
    (BRACKETS[first] === last || (EMPHASIS.has(first) && first === last));
  const rest = isAround ? name.slice(1, -1) : withoutQuotes(name).name;
  return (
    rest === name
      ? name
          .replace(labels, "")
          // A list's bullet, and what a sentence or a table puts after it.
          .replace(/^(?:[-–—•·*>#]+ |[•·>,;:|]+)/u, "")
          .replace(/[\s.,;:!?…|]+$/u, "")
      : rest
  ).trim();
}

interface Inside {
  readonly readings: readonly Reading[];
  /** What may be wrapped once more; null where it is the name. */
  readonly next: string | null;
}

const whole = (name: string): Inside => ({
  readings: [{ name, onlyWhole: true }],
  next: name,
});

/** With a blank after it, or with a sign. */
const DEVICE_LABELS =
  /^(?:(?:serial(?: ?(?:number|no\.?|nr\.?))?|serien(?:nummer|nr\.?)|s\/n|sn|service ?tag|hostname|host)(?:\s*[:=#]\s*|\s+)|(?:(?:device|computer|host|machine|pc|dns|netbios)[ _-]?name|device|computer|machine|pc|(?:managed |intune |entra |azure ad )?(?:device )?[ _-]?id|asset(?: ?tag)?|gerät(?:ename)?|rechner(?:name)?|computername|name)\s*[:=]\s*)(?=\S)/iu;

const PERSON_LABELS =
  /^(?:(?:mailto|sip|smtp|acct|im|upn|e-?mail|mail|user(?: ?name)?|from|to|cc|von|an|benutzer(?:name)?|name)\s*[:=]\s*|@)(?=\S)/iu;

function deviceIn(name: string): Inside | null {
  const id = idIn(name, "device");
  if (id !== null)
    return { readings: [{ name: id, onlyWhole: true }], next: null };
  const found =
    // A share or a page on it, a service of it, a port.
    /^\\\\([^\\\s]+)/.exec(name)?.[1] ??
    /^[a-z][a-z\d+.-]*:\/\/([^/?#:\s]+)/i.exec(name)?.[1] ??
    /^(?:host|termsrv|cifs|http|wsman|restrictedkrbhost)\/([^/\s]+)/i.exec(
      name,
    )?.[1] ??
    /^([\w.-]+):\d{1,5}$/.exec(name)?.[1] ??
    accountIn(name) ??
    // The account of a computer ends so.
    /^([^\s$]+)\$$/.exec(name)?.[1] ??
    /^(?!\d+(?:\.\d+){3}$)([^\s.@/\\]{1,63})(?:\.[a-z\d-]+)+\.?$/i.exec(
      name,
    )?.[1] ??
    beforeRemark(name);
  return found ? whole(found) : null;
}

function personIn(name: string): Inside | null {
  const id = idIn(name, "user") ?? /^\d+:orgid:(.+)$/i.exec(name)?.[1] ?? null;
  if (id !== null)
    return { readings: [{ name: id, onlyWhole: true }], next: null };
  const address = onlyAddressIn(name);
  if (address !== null && address !== name)
    return { readings: [{ name: address, onlyWhole: true }], next: null };
  const account = /\\/.test(name) ? accountIn(name) : null;
  // An account's name is nearly always what the UPN begins with.
  if (account)
    return {
      readings: [
        { name: account, onlyWhole: true },
        { name: `${account}@`, onlyWhole: false },
      ],
      next: null,
    };
  const found = accountIn(name) ?? beforeRemark(name);
  return found ? whole(found) : null;
}

/** Of what an admin centre's address shows, or an id without its dashes. */
function idIn(name: string, kind: LookedUp["kind"]): string | null {
  const linked = parseIntuneLink(name);
  if (linked?.kind === kind) return linked.id;
  const hex =
    /^(?:urn:uuid:)?(?=[a-f-]*\d)([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})$/i
      .exec(name)
      ?.slice(1)
      .join("-");
  return hex === undefined || looksLikeId(name) ? null : hex;
}

/** Of `DOMAIN\name` and `CN=name,OU=…`. */
function accountIn(name: string): string | null {
  return (
    /^[\w.-]+\\+([^\\]+)$/.exec(name)?.[1] ??
    /^cn=([^,]+)(?:,|$)/i.exec(name)?.[1] ??
    null
  );
}

/** "LT-0001 (ThinkPad)", "Megan Bowen | Contoso". */
function beforeRemark(name: string): string | null {
  return (
    /^([^()[\]{}<>]+?)\s*(?:\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}|<[^<>]*>)$/.exec(
      name,
    )?.[1] ??
    /^([^|]*[^|\s])\s\|\s/.exec(name)?.[1] ??
    null
  );
}

/** Null where there is none, or more than one. */
function onlyAddressIn(name: string): string | null {
  const found = (name.replace(/%40/g, "@").match(ADDRESS) ?? []).map(
    (address) => address.replace(/[.!]+$/, "").slice(0, MAX_NAME_LENGTH),
  );
  const [only, ...others] = uniqueBy(found, (one) => one.toLowerCase());
  return only === undefined || others.length > 0 ? null : only;
}

const ADDRESS = /[^\s<>()[\]{}"',;:|\\/=?&]+@[^\s<>()[\]{}"',;:|\\/=?&]+/gu;
