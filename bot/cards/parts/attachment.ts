/** A card as Teams shows it in a message extension's list, and as it goes into the message when it is chosen. */
export interface ExtensionAttachment {
  readonly contentType:
    | "application/vnd.microsoft.card.adaptive"
    | "application/vnd.microsoft.card.thumbnail";
  readonly content: object;
  readonly preview?: {
    readonly contentType: "application/vnd.microsoft.card.thumbnail";
    readonly content: object;
  };
}
