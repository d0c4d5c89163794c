import { z } from "zod";
import type { Log } from "../../ports/log.ts";
import { parseAnswer } from "./answer.ts";
import type { Connection, Limit } from "./connection.ts";
import {
  GraphCursorExpired,
  GraphRefused,
  GraphUnexpectedAnswer,
} from "../../ports/graphErrors.ts";

/** One page of a list that is too long to be held. */
interface ListPage<T> {
  /** Those that could be read. */
  readonly rows: readonly T[];
  /** The nextLink, to be followed as it is; null after the last page. */
  readonly next: string | null;
  /** How many there are in all pages; null when the service does not tell. */
  readonly expected: number | null;
}

/** Where a list begins. */
interface ListStart {
  readonly operation: string;
  readonly permission: string;
  readonly path: string;
  readonly limit?: Limit;
}

/** A page with more rows than this and none of them readable is no odd device, but an answer we do not understand. */
const MOST_ODD_ROWS = 10;

/**
 * Reads one page of a long list. A row that is not what Graph documents is left out, and counted in the log without
 * its contents: one odd device must not hide half a million others.
 *
 * @param cursor `next` of the page before; null for the first page.
 * @throws {GraphCursorExpired} the service does not accept the cursor any more.
 * @throws {GraphUnexpectedAnswer} it is no list, or none of its many rows can be read.
 */
export async function readListPage<T extends z.ZodType>(
  connection: Connection,
  start: ListStart,
  cursor: string | null,
  row: T,
  log: Pick<Log, "warn"> | undefined,
): Promise<ListPage<z.output<T>>> {
  const { operation, path } = start;
  const answer = await readOrExpire(connection, cursor, {
    ...start,
    path: cursor ?? path,
  });
  const page = parseAnswer(operation, RawPage, answer);
  const next = page["@odata.nextLink"] ?? null;
  if (next !== null && next === cursor) {
    throw new GraphUnexpectedAnswer(operation, "a page that leads to itself");
  }

  const rows: z.output<T>[] = [];
  const oddities = new Set<string>();
  for (const raw of page.value) {
    const parsed = row.safeParse(raw);
    if (parsed.success) rows.push(parsed.data);
    else oddities.add(firstOddity(parsed.error));
  }
  const unreadable = page.value.length - rows.length;
  if (unreadable > 0) {
    const where = [...oddities].slice(0, MOST_NAMED);
    if (rows.length === 0 && unreadable > MOST_ODD_ROWS) {
      throw new GraphUnexpectedAnswer(operation, where.join(", "));
    }
    log?.warn(
      { operation, unreadable, where },
      "Rows of a list were left out: Graph answered with something it does not document",
    );
  }
  return {
    rows,
    next,
    expected: totalOf(page["@odata.count"], page.value.length, cursor, next),
  };
}

const MOST_NAMED = 3;

const RawPage = z.object({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().min(1).nullish(),
  "@odata.count": z.number().int().nonnegative().nullish().catch(null),
});

/** 400 and 410 are what services say to a token that they have forgotten; a first page has none. */
async function readOrExpire(
  connection: Connection,
  cursor: string | null,
  request: ListStart,
): Promise<unknown> {
  try {
    return await connection.read(request);
  } catch (error) {
    const expired =
      cursor !== null &&
      error instanceof GraphRefused &&
      (error.status === 400 || error.status === 410);
    throw expired ? new GraphCursorExpired(request.operation) : error;
  }
}

/** The path and the kind of fault, never the value, which may be personal. */
function firstOddity(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue
    ? `${issue.path.join(".") || "row"}: ${issue.code}`
    : "row: unknown";
}

/** Some services count the page instead of the list; that is told by rows before or after it. */
function totalOf(
  count: number | null | undefined,
  onThisPage: number,
  cursor: string | null,
  next: string | null,
): number | null {
  if (count === null || count === undefined || count < onThisPage) return null;
  const isOnePage = cursor === null && next === null;
  return count > onThisPage || isOnePage ? count : null;
}
