import { z } from "zod";
import { GraphUnexpectedAnswer } from "../../ports/graphErrors.ts";

/**
 * Parses an answer. The error names where it went wrong and never the value, which may be personal.
 *
 * @throws {GraphUnexpectedAnswer}
 */
export function parseAnswer<T extends z.ZodType>(
  operation: string,
  schema: T,
  answer: unknown,
): z.output<T> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "body"}: ${issue.code}`);
  throw new GraphUnexpectedAnswer(operation, where.join(", "));
}

/**
 * Lets an answer through only if it is about what was asked for: an answer is no fact because it came, and another
 * person's record would decide, gain and be named in the log in place of the right one.
 *
 * @throws {GraphUnexpectedAnswer} it is about something else.
 */
export function requireAsked(
  operation: string,
  asked: string,
  answered: string,
): void {
  // As it was asked for and is answered: half a character becomes another one on both ways.
  if (asked.toWellFormed().toLowerCase() !== answered.toLowerCase())
    throw new GraphUnexpectedAnswer(operation, "about another one");
}

/** One page of a collection. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    value: z.array(item),
    "@odata.nextLink": z.string().optional(),
  });
}

/** Object ids are compared without case everywhere, so they are lower case from here on. */
export const lowerCaseId = z
  .string()
  .min(1)
  .transform((id) => id.toLowerCase());

/** Text that Graph may leave out. */
export const textOrEmpty = z
  .string()
  .nullish()
  .transform((text) => text ?? "");

/** Text of which empty and absent mean the same: none. */
export const textOrNull = z
  .string()
  .nullish()
  .transform((text) => (text ? text : null));

/** An instant; null for absent, unreadable, and 0001-01-01, which is Intune's "never". */
export const instantOrNull = z
  .string()
  .nullish()
  .transform((text) => {
    const instant = new Date(text ?? Number.NaN);
    return instant.getUTCFullYear() > 1 ? instant : null;
  });
