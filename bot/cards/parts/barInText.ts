/** Characters of the longest bar. */
const BAR_LENGTH = 14;
const NO_BREAK_SPACE = "\u00A0";
/** As wide as a digit. */
const FIGURE_SPACE = "\u2007";

/**
 * A bar of a chart in characters of a fixed width, and its number padded to the width of the largest, so that what
 * follows lines up. Above 0 something of the bar is seen.
 */
export function barInText(
  value: number,
  most: number,
): { readonly bar: string; readonly count: string } {
  const filled =
    value === 0 ? 0 : Math.max(1, Math.round((value / most) * BAR_LENGTH));
  return {
    bar: "█".repeat(filled).padEnd(BAR_LENGTH, NO_BREAK_SPACE),
    count: `${value}`.padStart(`${most}`.length, FIGURE_SPACE),
  };
}
