/** A `$filter` as a tree. Literals are kept as text, quotes removed and doubled quotes undone. */
export type Filter =
  | {
      readonly kind: "and" | "or";
      readonly left: Filter;
      readonly right: Filter;
    }
  | { readonly kind: "not"; readonly inner: Filter }
  | {
      readonly kind: "test";
      readonly property: string;
      /** `eq ne lt le gt ge in`, or a function: `contains startswith endswith`, in lower case. */
      readonly operator: string;
      readonly values: readonly string[];
    };

export class FilterSyntaxError extends Error {}

/** @throws {FilterSyntaxError} it is no filter this simulator knows. */
export function parseFilter(text: string): Filter {
  const tokens = tokenize(text);
  let at = 0;
  const peek = (): string => tokens[at]?.toLowerCase() ?? "";
  const take = (): string => {
    const token = tokens[at++];
    if (token === undefined)
      throw new FilterSyntaxError(`Syntax error: it ends early in '${text}'.`);
    return token;
  };
  const expect = (token: string): void => {
    if (take().toLowerCase() !== token)
      throw new FilterSyntaxError(
        `Syntax error: '${token}' expected in '${text}'.`,
      );
  };

  const or = (): Filter => {
    let left = and();
    while (peek() === "or") {
      at++;
      left = { kind: "or", left, right: and() };
    }
    return left;
  };
  const and = (): Filter => {
    let left = unary();
    while (peek() === "and") {
      at++;
      left = { kind: "and", left, right: unary() };
    }
    return left;
  };
  const unary = (): Filter => {
    if (peek() === "not") {
      at++;
      return { kind: "not", inner: unary() };
    }
    if (peek() === "(") {
      at++;
      const inner = or();
      expect(")");
      return inner;
    }
    const name = take();
    if (peek() === "(") {
      at++;
      const property = take();
      expect(",");
      const values = [literal(take())];
      expect(")");
      return { kind: "test", property, operator: name.toLowerCase(), values };
    }
    const operator = take().toLowerCase();
    if (operator !== "in")
      return {
        kind: "test",
        property: name,
        operator,
        values: [literal(take())],
      };
    expect("(");
    const values = [literal(take())];
    while (peek() === ",") {
      at++;
      values.push(literal(take()));
    }
    expect(")");
    return { kind: "test", property: name, operator, values };
  };

  const filter = or();
  if (at < tokens.length)
    throw new FilterSyntaxError(
      `Syntax error at '${tokens[at]}' in '${text}'.`,
    );
  return filter;
}

/** Every property test in the filter. */
export function testsOf(filter: Filter): readonly (Filter & {
  kind: "test";
})[] {
  switch (filter.kind) {
    case "and":
    case "or":
      return [...testsOf(filter.left), ...testsOf(filter.right)];
    case "not":
      return testsOf(filter.inner);
    case "test":
      return [filter];
  }
}

/** Drops the tests a service does not honour, as Intune does; null when none is left: everything matches. */
export function honourOnly(
  filter: Filter,
  honoured: (test: Filter & { kind: "test" }) => boolean,
): Filter | null {
  switch (filter.kind) {
    case "and":
    case "or": {
      const left = honourOnly(filter.left, honoured);
      const right = honourOnly(filter.right, honoured);
      return left && right ? { ...filter, left, right } : (left ?? right);
    }
    case "not": {
      const inner = honourOnly(filter.inner, honoured);
      return inner && { kind: "not", inner };
    }
    case "test":
      return honoured(filter) ? filter : null;
  }
}

/** Compares without case; instants as instants. */
export function matches(
  filter: Filter,
  valueOf: (property: string) => unknown,
): boolean {
  switch (filter.kind) {
    case "and":
      return matches(filter.left, valueOf) && matches(filter.right, valueOf);
    case "or":
      return matches(filter.left, valueOf) || matches(filter.right, valueOf);
    case "not":
      return !matches(filter.inner, valueOf);
    case "test": {
      const value = valueOf(filter.property);
      const text = textOf(value).toLowerCase();
      const wanted = filter.values.map((one) => one.toLowerCase());
      const [first = ""] = wanted;
      switch (filter.operator) {
        case "eq":
        case "in":
          return wanted.includes(text);
        case "ne":
          return text !== first;
        case "lt":
          return order(value, first) < 0;
        case "le":
          return order(value, first) <= 0;
        case "gt":
          return order(value, first) > 0;
        case "ge":
          return order(value, first) >= 0;
        case "contains":
          return text.includes(first);
        case "startswith":
          return text.startsWith(first);
        case "endswith":
          return text.endsWith(first);
        default:
          throw new FilterSyntaxError(`Unknown operator ${filter.operator}`);
      }
    }
  }
}

/** `$select` as a list; empty when it is not there. */
export function selectOf(query: URLSearchParams): readonly string[] {
  return (query.get("$select") ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

interface Page<T> {
  readonly rows: readonly T[];
  readonly nextLink: string | null;
}

/**
 * Cuts one page and makes the link to the next: the same request with an opaque token, good until such tokens expire.
 */
export function pageOf<T>(
  rows: readonly T[],
  size: number,
  link: { origin: string; path: string; query: URLSearchParams },
): Page<T> {
  const token = link.query.get("$skiptoken");
  const start = token ? (readSkipToken(token)?.start ?? 0) : 0;
  const end = start + size;
  const next = new URLSearchParams(link.query);
  next.set("$skiptoken", makeSkipToken(end));
  return {
    rows: rows.slice(start, end),
    nextLink:
      end < rows.length
        ? `${link.origin}${encodeURI(link.path)}?${next.toString().replaceAll("%24", "$")}`
        : null,
  };
}

/** Whether the request carries a page token that was made before `expiredBefore`, or is none of ours. */
export function hasExpiredToken(
  query: URLSearchParams,
  expiredBefore: number,
): boolean {
  const token = query.get("$skiptoken");
  if (token === null) return false;
  const read = readSkipToken(token);
  return read === null || read.madeAt <= expiredBefore;
}

/** Finer than milliseconds, so that a token made right after others expired is told from them. */
export function tokenTime(): number {
  return performance.timeOrigin + performance.now();
}

function makeSkipToken(start: number): string {
  return Buffer.from(`Skip=${start};At=${tokenTime()}`).toString("base64url");
}

function readSkipToken(
  token: string,
): { readonly start: number; readonly madeAt: number } | null {
  const [, start, madeAt] =
    /^Skip=(\d+);At=([\d.]+)$/.exec(
      Buffer.from(token, "base64url").toString(),
    ) ?? [];
  return start === undefined || madeAt === undefined
    ? null
    : { start: Number(start), madeAt: Number(madeAt) };
}

function tokenize(text: string): readonly string[] {
  const tokens =
    text.match(/'(?:[^']|'')*'|[(),]|[^\s(),']+/g) ?? ([] as readonly string[]);
  if (
    tokens.join("").length !==
    text.replace(/\s(?=(?:[^']|'[^']*')*$)/g, "").length
  )
    throw new FilterSyntaxError(`Syntax error in '${text}'.`);
  return tokens;
}

function literal(token: string): string {
  return token.startsWith("'")
    ? token.slice(1, -1).replaceAll("''", "'")
    : token;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? value : JSON.stringify(value);
}

function order(value: unknown, wanted: string): number {
  const [left, right] = [Date.parse(textOf(value)), Date.parse(wanted)];
  return left - right;
}
