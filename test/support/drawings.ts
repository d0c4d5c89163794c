/** The document that has drawings made from the code, from the repository's root. */
export const ARCHITECTURE = "docs/architecture.md";

/**
 * Puts a drawing between its two markers.
 *
 * @throws {Error} the document has no such markers.
 */
export function withDrawing(
  text: string,
  name: string,
  drawing: string,
): string {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0)
    throw new Error(`${ARCHITECTURE} has no ${begin} and ${end}`);
  return `${text.slice(0, from)}${begin}\n\n${drawing}\n\n${text.slice(to)}`;
}
