import { CardFactory, type Attachment } from "botbuilder";

/**
 * The wire's types by the names that the rest of bot/ uses. They are botbuilder's and teamsfx's today; a successor of
 * these is a change of this folder, of turn/ and of the programs' entry points.
 */
export type {
  Activity,
  ConversationReference,
  Entity,
  TurnContext,
} from "botbuilder";
export type { ConversationReferenceStore } from "@microsoft/teamsfx";

/** An Adaptive Card as a message carries it. */
export function attachCard(card: object): Attachment {
  return CardFactory.adaptiveCard(card);
}
