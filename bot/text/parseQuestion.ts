import type {
  QuestionKind,
  TypedName,
  TypedQuestion,
} from "../../src/domain/lookups/question.ts";

/** Longer than a question with the longest names; what is longer was pasted. In code units. */
const LONGEST = 600;

/**
 * Reads a question about a device or a person: `who LT-0421`, "whose is LT-0421", `device …`, `user …` and what
 * people say instead. Names are kept as they are; what they mean is found elsewhere.
 *
 * @param text one line, as `readCommandText` gives it.
 * @returns null when it is no such question.
 */
export function parseQuestion(text: string): TypedQuestion | null {
  return parse(text)?.question ?? null;
}

/** A question, and the names in it where it may be about several. */
export interface AskedFor {
  readonly question: TypedQuestion;
  /** As typed, line by line; null where one is meant. */
  readonly list: string | null;
}

/**
 * Reads the same of a message with several lines: the question is in the first, or else in all of them. What follows
 * may be more names, or no part of it.
 *
 * @param lines as `readCommandLines` gives them.
 */
export function parseAsked(lines: readonly string[]): AskedFor | null {
  const written = lines.filter((line) => line !== "");
  const [first = "", ...others] = written;
  const inFirst = parse(first);
  if (inFirst === null || others.length === 0) {
    const inAll = inFirst ?? parse(written.join(" "));
    return inAll && toAsked(inAll, []);
  }
  return toAsked(inFirst, others);
}

function toAsked(
  { question, words }: Parsed,
  others: readonly string[],
): AskedFor {
  const list = [words, ...others].filter((line) => line !== "").join("\n");
  return {
    question,
    list: question.kind === "who" && list !== "" ? list : null,
  };
}

/**
 * Reads what points at a message that is answered to: `who?`, "who owns this".
 *
 * @returns null when it is no such question.
 */
export function parsePointing(text: string): QuestionKind | null {
  const kind =
    /^(?:(who|owner)(?:'s| is| owns| has| uses| has got)?|(whose)(?: device| laptop)?(?: is)?|(device))(?: (?:this|that|it)(?: one| device| laptop)?)?$/i.exec(
      withoutFrills(text),
    );
  if (kind === null) return null;
  return kind[3] === undefined ? "who" : "device";
}

interface Parsed {
  readonly question: TypedQuestion;
  /** What names it, with its quotes and without the noun before it. */
  readonly words: string;
}

function parse(text: string): Parsed | null {
  if (text.length > LONGEST) return null;
  const asked = withoutFrills(text);
  const end = /[?!.,;:]+$/.exec(text)?.[0] ?? "";
  for (const { kind, pattern, takes = isName, noun } of PATTERNS) {
    const typed = pattern.exec(asked)?.[1];
    if (typed === undefined) continue;
    const named = readName(typed);
    if (!takes(named.or ?? named.name, typed)) continue;
    // The word before it may be a part of the name.
    const stands = noun ? asked : (QUOTED.exec(typed)?.[1] ?? typed);
    const whole =
      stands.replace(/<\/?at\b[^<>]*>/gi, "").trim() +
      (asked.endsWith(typed) ? end : "");
    return {
      question: {
        kind,
        ...named,
        ...(whole === named.name ? {} : { typed: whole }),
      },
      words: named.or ?? typed.trim(),
    };
  }
  const bare = /^(who|owner|device|user)$/i.exec(asked)?.[1]?.toLowerCase();
  if (bare === undefined) return null;
  const kind = bare === "owner" ? "who" : (bare as QuestionKind);
  return { question: { kind, name: "" }, words: "" };
}

interface Pattern {
  readonly kind: QuestionKind;
  /** The first group is the name. */
  readonly pattern: RegExp;
  /** Whether this can be a name here; `typed` still has its quotes. */
  readonly takes?: (name: string, typed: string) => boolean;
  /** What is before the name says what kind of name it is. */
  readonly noun?: boolean;
}

const PLACE = "(?:device|laptop|notebook|computer|machine|pc|phone|tablet)";
const SERIAL =
  "(?:serial(?: ?(?:number|no\\.?|nr\\.?))?|serien(?:nummer|nr\\.?)|s/n|sn)";
const OWNER = "(?:primary user|owner|user)";

const isName = (name: string) => name !== "" && !NO_NAME.test(name);
/** After a command of its own, any word may be a name. */
const isWordOrName = (name: string) => /^\S+$/.test(name) || isName(name);
const isUpn = (name: string) => /^[^\s@]+@[^\s@]+$/.test(name);
const looksLikeDevice = (name: string) => /^\S*\d\S*$/.test(name);
const wasQuoted = (name: string, typed: string) => name !== typed;

/** Words that point at something which a text cannot show. */
const NO_NAME =
  /^(?:it|this|that|these|those|them|you|i|me|we|us|they|he|she|there|here|one|all|any|everything)(?: one| thing)?$/i;

/** With these after `who` it is some other question; `IN-0421` is a device. */
const OTHER_QUESTION =
  /^(?:is|are|am|was|were|be|been|can|could|will|would|should|shall|may|might|must|do|does|did|has|have|had|else|approve[sd]?|decide[sd]?|reject(?:s|ed)?|made|makes|knows?|wants?|owns?|uses?|used|holds?|to|at|in|on|and|or|the)(?:n?'t)?(?=\s|$)/i;

/** The first that fits is taken. Texts are short and have single blanks. */
const PATTERNS: readonly Pattern[] = [
  {
    kind: "user",
    pattern: new RegExp(
      `^(?:the |all )?${PLACE}s? (?:of|owned by|used by) (.+)$`,
      "i",
    ),
  },
  {
    kind: "user",
    pattern: new RegExp(
      `^(?:what|which) ${PLACE}s? (?:does|do|has|have) (.+?)(?: (?:have|has|own|use|got))?$`,
      "i",
    ),
  },
  {
    kind: "who",
    pattern: new RegExp(
      `^who(?:'s| is| was)? (?:the )?(?:current |present )?${OWNER} (?:of|for|on) (.+)$`,
      "i",
    ),
  },
  {
    kind: "who",
    pattern:
      /^who (?:really |actually |currently |now |last )?(?:owns?|has(?: got)?|have|had|uses?|used|holds?) (.+)$/i,
  },
  {
    kind: "who",
    pattern:
      /^who(?:'s| is| was) (?:currently |really |actually )?(?:got|using|on|working on|logged (?:on|in|into)(?: to)?) (.+)$/i,
    takes: (name, typed) => looksLikeDevice(name) || wasQuoted(name, typed),
  },
  { kind: "who", pattern: /^who does (.+) belong to$/i },
  { kind: "who", pattern: /^whom? is (.+) (?:assigned|given) to$/i },
  {
    kind: "who",
    pattern: new RegExp(`^whose ${PLACE} is (.+)$`, "i"),
  },
  { kind: "who", pattern: /^whose is (.+)$/i },
  {
    kind: "who",
    pattern: /^whose (.+?)(?: is (?:it|this|that))?$/i,
    takes: (name, typed) => looksLikeDevice(name) || wasQuoted(name, typed),
  },
  {
    kind: "who",
    pattern:
      /^(?:the )?(?:current |present )?(?:owner|primary user)(?: of| for|:)? (.+)$/i,
  },
  { kind: "user", pattern: /^who(?:'s| is) (.+)$/i, takes: isUpn },
  {
    kind: "who",
    pattern: /^who(?:'s| is) (.+)$/i,
    takes: looksLikeDevice,
  },
  {
    kind: "who",
    pattern: /^who:? (.+)$/i,
    takes: (name, typed) =>
      isWordOrName(name) &&
      (wasQuoted(name, typed) || !OTHER_QUESTION.test(name)),
  },
  {
    kind: "device",
    pattern: /^(?:the )?device:? (.+)$/i,
    takes: isWordOrName,
  },
  { kind: "user", pattern: /^(?:the )?user:? (.+)$/i, takes: isWordOrName },
  {
    kind: "device",
    pattern: new RegExp(`^(?:the )?${SERIAL} (?:of|for) (.+)$`, "i"),
  },
  {
    kind: "who",
    pattern: new RegExp(`^${SERIAL}(?:\\s*[:#=]\\s*| )(.+)$`, "i"),
    noun: true,
  },
];

/** Without what is polite, and without a mention that Teams did not list. */
function withoutFrills(text: string): string {
  return text
    .replaceAll("’", "'")
    .replace(/^whos (?=\S)/i, "who's ")
    .replace(/<at\b[^<>]*>[^<>]*<\/at>/gi, (mention, at: number) =>
      at === 0 ? " " : mention,
    )
    .trim()
    .replace(
      /^(?:(?:hi|hey|hello|please|pls|ok|okay|so|@?custodian)\b[\s,:!]*)+/i,
      "",
    )
    .replace(/^(?:can|could|would|will) you (?:please )?/i, "")
    .replace(/^(?:do you know|i(?:'d| would) like to know) /i, "")
    .replace(/^(?:tell|show|find|give|look up)(?: me)? (?=\S)/i, "")
    .replace(/[\s,]+(?:please|pls|thanks|thank you|now|right now)$/i, "")
    .replace(/[\s?!.,;:]+$/, "");
}

/** In quotes, and the noun before them. */
const QUOTED = /^(?:the )?(?:[a-z]+ )?((["'`«‹「])(.+)["'`»›」])$/i;

/**
 * The name alone: without quotes around it, or else without a mention's tags; and what it is without the noun before
 * it.
 */
function readName(words: string): TypedName {
  const line = words.trim();
  const quoted = QUOTED.exec(line);
  if (quoted?.[3] !== undefined && !quoted[3].includes(quoted[2] ?? ""))
    return { name: quoted[3].trim() };
  const name = line
    // Quotes around nothing name nothing.
    .replace(/^""$/, "")
    .replace(/<\/?at\b[^<>]*>/gi, "")
    .replace(/[\s?!.,;:]+$/, "")
    .trim();
  const or = name
    .replace(
      new RegExp(
        `^(?:the )?(?:${PLACE}|user|person)(?: called| named)? (?=\\S)`,
        "i",
      ),
      "",
    )
    .replace(/^the (?=\S)/i, "")
    // Of a mention that Teams did not make one of.
    .replace(/^@(?=[^\s@]+$)/, "");
  return or === name ? { name } : { name, or };
}
