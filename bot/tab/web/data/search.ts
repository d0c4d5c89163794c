import { useEffect, useState } from "react";
import type { SearchReply } from "../../api/shapes.ts";
import { useReading, type Shown } from "./tabContext.ts";

/** Devices and people by what was asked for; for an empty text, those that were looked up lately. */
export function useSearch(asked: string): Shown<SearchReply> {
  return useReading<SearchReply>(`search/${asked}`, (api) =>
    api.get(`search?${new URLSearchParams({ q: asked })}`),
  );
}

/** Typing faster than this asks once. */
const TYPING_PAUSE_MS = 250;

/** What was typed, once it rests. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
