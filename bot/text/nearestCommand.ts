import { likeness } from "../../src/domain/matching/likeness.ts";

/** As they are typed, whatever language the answers have. */
const COMMANDS = [
  "help",
  "who",
  "owner",
  "device",
  "serial",
  "user",
  "propose",
  "approve",
  "undo",
  "pending",
  "handoffs",
  "scan",
  "preview",
  "settings",
  "audit",
  "ask again",
  "notify me",
  "stop notifying me",
  "use this channel",
  "stop using this channel",
] as const;

/** One letter of three may be wrong, or two neighbours swapped. */
const LIKE_ENOUGH = 0.65;
/** A word of fewer letters is like too many. */
const SHORTEST = 3;

export interface NearestCommand {
  /** What was typed in its place. */
  readonly word: string;
  readonly command: string;
}

/** The command that a text was probably to begin with; null where none is near, or it begins with one. */
export function nearestCommand(text: string): NearestCommand | null {
  const words = text.trim().slice(0, 200).split(/\s+/);
  let best: (NearestCommand & { readonly like: number }) | null = null;
  for (const command of COMMANDS) {
    const word = words.slice(0, command.split(" ").length).join(" ");
    if (word.length < SHORTEST) continue;
    const like = likeness(word.toLowerCase(), command);
    if (like === 1) return null;
    if (like >= LIKE_ENOUGH && like > (best?.like ?? 0))
      best = { word, command, like };
  }
  return best;
}
