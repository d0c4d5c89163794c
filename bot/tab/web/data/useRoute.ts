import { useCallback, useEffect, useRef, useState } from "react";
import { formatRoute, parseRoute, type Route } from "./route.ts";
import type { Tab } from "./tabContext.ts";

/**
 * Where in the tab somebody is, by the page's address. A page with something unsaved isn't left before they said so:
 * until then `leavingTo` is where they wanted to go, and the address is that of the page.
 */
export function useRoute() {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  const [leavingTo, setLeavingTo] = useState<Route | null>(null);
  const isUnsaved = useRef(false);
  const here = useRef(route);
  here.current = route;

  useEffect(() => {
    const moved = () => {
      const to = parseRoute(location.hash);
      if (!isUnsaved.current || to.page === here.current.page) {
        setRoute(to);
        return;
      }
      history.replaceState(null, "", formatRoute(here.current));
      setLeavingTo(to);
    };
    // Where the page is closed or loaded anew, only the browser itself can ask.
    const closed = (event: BeforeUnloadEvent) => {
      if (isUnsaved.current) event.preventDefault();
    };
    window.addEventListener("hashchange", moved);
    window.addEventListener("beforeunload", closed);
    return () => {
      window.removeEventListener("hashchange", moved);
      window.removeEventListener("beforeunload", closed);
    };
  }, []);

  const go = useCallback<Tab["go"]>((to, how) => {
    const address = formatRoute(to);
    if (how !== "replace") location.hash = address;
    else {
      history.replaceState(null, "", address);
      // Of this nobody is told by an event.
      setRoute(parseRoute(address));
    }
  }, []);
  const setUnsaved = useCallback((value: boolean) => {
    isUnsaved.current = value;
  }, []);
  const stay = useCallback(() => setLeavingTo(null), []);
  const leave = useCallback(() => {
    if (leavingTo === null) return;
    isUnsaved.current = false;
    setLeavingTo(null);
    location.hash = formatRoute(leavingTo);
  }, [leavingTo]);
  return { route, go, leavingTo, leave, stay, setUnsaved };
}
