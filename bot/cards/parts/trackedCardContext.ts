import type { TabLink } from "./tabLink.ts";
import type { Messages } from "../../messages/messages.ts";

export interface TrackedCardContext {
  readonly now: Date;
  /** Where many read it, a card for one person mentions them. */
  readonly isInChannel: boolean;
  /** Whose clients ask for their own view, as Teams names them; none unless given. */
  readonly viewers?: readonly string[];
  /** To what the card is about in the tab; none unless given. */
  readonly tabLink?: TabLink;
  /** English unless given. */
  readonly messages?: Messages;
}
