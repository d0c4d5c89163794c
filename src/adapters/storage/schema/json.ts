import { storable } from "../../../domain/plainText.ts";

/**
 * Turns a value into JSON text for a `jsonb` column and back, keeping instants: `{"$at": "<ISO>"}` stands for a Date.
 * Text in it becomes `storable`, because `jsonb` refuses what is not.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(encode(value));
}

export function fromJson<T>(stored: unknown): T {
  return decode(stored) as T;
}

function encode(value: unknown): unknown {
  if (value instanceof Date) return { $at: value.toISOString() };
  if (typeof value === "string") return storable(value);
  if (Array.isArray(value)) return value.map(encode);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [storable(key), encode(item)]),
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
