/** Any object inside a card or template: an element, an action, a run. */
export type Node = Readonly<Record<string, unknown>>;

/** Every object inside a card or template, the card itself first. */
export function* walkCard(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* walkCard(item);
  else if (typeof value === "object" && value !== null) {
    yield value as Node;
    for (const inner of Object.values(value)) yield* walkCard(inner);
  }
}

/** What a card says in text blocks and text runs, in the order of its JSON, fallbacks included. */
export function textsOf(card: unknown): string[] {
  return [...walkCard(card)]
    .filter(({ type }) => type === "TextBlock" || type === "TextRun")
    .map(({ text }) => String(text));
}

/** The titles of the buttons one sees before opening an inner card. */
export function buttonTitles(card: Node): string[] {
  return ((card["actions"] ?? []) as Node[]).map(({ title }) => String(title));
}
