import { useEffect, useRef } from "react";

/** What a key of one character, or an arrow, asks for. */
export type Shortcut =
  | "next"
  | "previous"
  | "choose"
  | "approve"
  | "reject"
  | "snooze"
  | "search"
  | "help";

const KEYS: Readonly<Record<string, Shortcut>> = {
  j: "next",
  k: "previous",
  x: "choose",
  a: "approve",
  r: "reject",
  s: "snooze",
  "/": "search",
  "?": "help",
};

const ARROWS: Readonly<Record<string, Shortcut>> = {
  ArrowDown: "next",
  ArrowUp: "previous",
};

const STORED = "custodian.shortcuts";

/** Whether keys of one character do anything. They do where nothing can be stored. */
export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

/** @returns whether they are on now: as asked, even where it cannot be stored for the next time. */
export function turnShortcuts(isOn: boolean): boolean {
  try {
    if (isOn) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, "off");
  } catch {
    // Then it holds until the page is left.
  }
  return isOn;
}

/**
 * Hears keys wherever they are pressed on the page, but neither in a field, nor with a modifier, nor below a dialog.
 *
 * @param onShortcut returns whether it did something. Arrows are heard on a row of a list alone: elsewhere they scroll.
 */
export function useShortcuts(
  isOn: boolean,
  onShortcut: (shortcut: Shortcut) => boolean,
): void {
  const newest = useRef(onShortcut);
  newest.current = onShortcut;
  useEffect(() => {
    if (!isOn) return;
    const hear = (event: KeyboardEvent): void => {
      const shortcut = read(event);
      if (shortcut && newest.current(shortcut)) event.preventDefault();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [isOn]);
}

function read(event: KeyboardEvent): Shortcut | null {
  if (event.defaultPrevented || event.isComposing) return null;
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(FIELDS) || document.querySelector('[role="dialog"]'))
    return null;
  if (target?.closest("[data-proposal]") && !event.shiftKey) {
    const arrow = ARROWS[event.key];
    if (arrow) return arrow;
  }
  const shortcut = KEYS[event.key] ?? null;
  // A key that is held down decides nothing again and again.
  return event.repeat && shortcut !== "next" && shortcut !== "previous"
    ? null
    : shortcut;
}

/** Where keys are typed, or choose something of themselves. */
const FIELDS =
  'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="radiogroup"], [role="listbox"]';
