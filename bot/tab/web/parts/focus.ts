import { useRef, useEffect } from "react";

/** A form that opens takes the keyboard: whoever opened it wants to fill it. */
export function useFocusAtFirst<T extends HTMLElement>() {
  const element = useRef<T>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}

export function onEscape(close: () => void) {
  return (event: { readonly key: string; stopPropagation(): void }): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
}
