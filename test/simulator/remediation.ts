import { createHash } from "node:crypto";
import type { Person } from "./contoso.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Who was on a device, as its log has them. */
export interface Logged {
  readonly sid: string;
  readonly sessions: number;
  /** `YYYY-MM-DD`. */
  readonly days: readonly string[];
}

/** What the detection script prints: one line of at most 2,048 characters, most days first. */
export function printOutput(
  tenantId: string,
  {
    from,
    to,
    other = 0,
    people,
  }: {
    readonly from: string;
    readonly to: string;
    readonly other?: number;
    readonly people: readonly Logged[];
  },
): string {
  const sorted = people.toSorted((a, b) => b.days.length - a.days.length);
  for (let keep = sorted.length; ; keep -= 1) {
    const rest = sorted
      .slice(keep)
      .reduce((sum, { sessions }) => sum + sessions, other);
    const line = [
      `C2;from=${from};to=${to};other=${rest};`,
      ...sorted.slice(0, keep).map((one) => {
        const bits = bitsOf(one.days, from, to).toString("base64url");
        return `${hashOf(tenantId, one.sid)}=${one.sessions}:${bits};`;
      }),
    ].join("");
    if (line.length <= 2048) return line;
  }
}

function bitsOf(days: readonly string[], from: string, to: string): Buffer {
  const at = (day: string) => (Date.parse(day) - Date.parse(from)) / DAY_MS;
  const bits = Buffer.alloc(Math.ceil((at(to) + 1) / 8));
  for (const day of days)
    bits.writeUInt8(
      bits.readUInt8(at(day) >> 3) | (0x80 >> (at(day) & 7)),
      at(day) >> 3,
    );
  return bits;
}

function hashOf(tenantId: string, sid: string): string {
  return createHash("sha256")
    .update(`${tenantId}|${sid}`)
    .digest("base64url")
    .slice(0, 16);
}

/** The SID of a person's own account in Entra: the object id's bytes as four little-endian numbers. */
export function cloudSidOf({ id }: Pick<Person, "id">): string {
  const [a = "", b = "", c = "", d = "", e = ""] = id.split("-");
  const turned = [a, b, c]
    .map((part) => part.match(/../g)?.reverse().join("") ?? "")
    .join("");
  const bytes = Buffer.from(`${turned}${d}${e}`, "hex");
  return `S-1-12-1-${[0, 4, 8, 12].map((at) => bytes.readUInt32LE(at)).join("-")}`;
}
