import type { en } from "./en.ts";

/** How a language, in its region and a time zone, writes what is not a word. */
export interface Formats {
  readonly locale: string;
  number(value: number): string;
  /** Rounded to whole percents; `share` from 0 to 1. */
  percent(share: number): string;
  /** How many times as much, to what is worth saying: a digit after the point below ten. */
  ratio(value: number): string;
  /** "a, b and c". */
  list(items: readonly string[]): string;
  /** A day in words, for a sentence in which no client puts the reader's own time. */
  day(instant: Date): string;
  dateTime(instant: Date): string;
  /** Rounded to what is worth saying: `ms` from 0 on. */
  duration(ms: number): string;
  /** "2 days ago", rounded the same way. True as long as it is read when it is said. */
  ago(instant: Date, now: Date): string;
}

interface Durations {
  readonly duration: {
    readonly [Key in keyof (typeof en)["duration"]]: Key extends "moment"
      ? string
      : (values: { readonly count: number }) => string;
  };
}

export function createFormats(
  { duration }: Durations,
  locale: string,
  timeZone = "UTC",
): Formats {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  const list = new Intl.ListFormat(locale);
  const day = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: "long",
  });
  const dateTime = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: "medium",
    timeStyle: "short",
  });
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  const justNow = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return {
    locale,
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    ratio: (value) =>
      number.format(
        value >= 10 ? Math.round(value) : Math.round(value * 10) / 10,
      ),
    list: (items) => list.format(items),
    day: (instant) => day.format(instant),
    dateTime: (instant) => dateTime.format(instant),
    duration(ms) {
      const { count, unit } = round(ms);
      return unit === "moment" ? duration.moment : duration[unit]({ count });
    },
    ago(instant, now) {
      const { count, unit } = round(
        Math.max(0, now.getTime() - instant.getTime()),
      );
      return unit === "moment"
        ? justNow.format(0, "second")
        : ago.format(-count, unit);
    },
  };
}

/** To what is worth saying. */
function round(ms: number): {
  readonly count: number;
  readonly unit: "moment" | "minutes" | "hours" | "days";
} {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return { count: 0, unit: "moment" };
  if (minutes < 90) return { count: minutes, unit: "minutes" };
  const hours = Math.round(ms / 3_600_000);
  if (hours < 48) return { count: hours, unit: "hours" };
  return { count: Math.round(ms / 86_400_000), unit: "days" };
}
