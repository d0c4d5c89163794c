/**
 * Turns a value into JSON text for a `jsonb` column and back, keeping instants: `{"$at": "<ISO>"}` stands for a Date.
 *
 * U+0000 is dropped, because PostgreSQL refuses it in text and jsonb, and names come from outside.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(encode(value));
}

export function fromJson<T>(stored: unknown): T {
  return decode(stored) as T;
}

export function withoutNul(text: string): string {
  return text.includes("\0") ? text.replaceAll("\0", "") : text;
}

function encode(value: unknown): unknown {
  if (value instanceof Date) return { $at: value.toISOString() };
  if (typeof value === "string") return withoutNul(value);
  if (Array.isArray(value)) return value.map(encode);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        withoutNul(key),
        encode(item),
      ]),
    );
  }
  return value;
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (value !== null && typeof value === "object") {
    if ("$at" in value && typeof value.$at === "string")
      return new Date(value.$at);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, decode(item)]),
    );
  }
  return value;
}
