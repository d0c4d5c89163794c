import {
  createContext,
  use,
  useCallback,
  useEffect,
  useSyncExternalStore,
} from "react";
import type { Me } from "../../api/shapes.ts";
import type { Api } from "./api.ts";
import type { Concerns, Load, Query, Queries } from "./queries.ts";
import type { Route } from "./route.ts";
import type { TabMessages } from "./tabMessages.ts";

/** What every page needs. */
export interface Tab {
  readonly api: Api;
  readonly queries: Queries;
  readonly messages: TabMessages;
  readonly route: Route;
  /** `replace`: Back does not lead to where somebody was before. */
  readonly go: (route: Route, how?: "replace") => void;
  /** Says something to those who do not see the page. */
  readonly announce: (text: string) => void;
  /** Whether something was typed that leaving the page would lose: then it is asked about first. */
  readonly setUnsaved: (isUnsaved: boolean) => void;
}

export const TabContext = createContext<Tab | null>(null);

export function useTab(): Tab {
  const tab = use(TabContext);
  if (!tab) throw new Error("Only within the tab.");
  return tab;
}

export function useMessages(): TabMessages {
  return useTab().messages;
}

const NEVER: Concerns = () => false;

export interface Shown<T> extends Query<T> {
  readonly again: () => void;
}

/**
 * What was read under this key, reading it now and whenever a change concerns it, but not before it rested; see
 * `Queries.watch`. All of it belongs to the key: as long as that is the same, the others are taken to do the same.
 */
export function useReading<T>(
  key: string,
  load: (api: Api) => Promise<T>,
  concerns: Concerns = NEVER,
  restMs: number = 0,
): Shown<T> {
  const { queries } = useTab();
  const query = useSyncExternalStore(queries.subscribe, () =>
    queries.get<T>(key),
  );
  useEffect(() => queries.watch(key, load, concerns, restMs), [key, queries]);
  const again = useCallback(
    () => void queries.read(key, load as Load),
    [key, queries],
  );
  return { ...query, again };
}

const ASK_AGAIN_MS = 5_000;

/** Reads anew, after a while each time, for as long as Entra has not said what the reader may. */
export function useAskAgain(
  { again, readAt, error }: Shown<unknown>,
  isDue: boolean,
): void {
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(again, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isDue, readAt, error, again]);
}

/** Who looks at the tab; null until it is known. */
export function useMe(): Me | null {
  return useReading<Me>("me", (api) => api.get("me")).data;
}
