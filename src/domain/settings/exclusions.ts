import { normalizeUpn } from "../people/user.ts";

/** Devices and people that never get a proposal by evidence, by what they are called. */
export interface Exclusions {
  readonly devices: readonly string[];
  readonly users: readonly string[];
}

const CATEGORY = /^category:/i;

/**
 * Whether a device is excluded by its name, or by its category where an entry begins with `category:`. `*` stands for
 * anything; the rest is compared whole and without case.
 */
export function isDeviceExcluded(
  {
    name,
    category,
  }: { readonly name: string; readonly category: string | null },
  { devices }: Pick<Exclusions, "devices">,
): boolean {
  return devices.some((entry) =>
    CATEGORY.test(entry)
      ? category !== null && fits(category, entry.replace(CATEGORY, ""))
      : fits(name, entry),
  );
}

/** Whether a person is excluded by their UPN. */
export function isUserExcluded(
  upn: string,
  { users }: Pick<Exclusions, "users">,
): boolean {
  return users.some((entry) => fits(normalizeUpn(upn), entry));
}

/** Searched part by part: a regular expression with many `*` could take for ever. */
function fits(text: string, pattern: string): boolean {
  const whole = text.trim().toLowerCase();
  const parts = pattern.trim().toLowerCase().split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return whole === first;
  if (!whole.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = whole.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return whole.length - last.length >= from && whole.endsWith(last);
}
