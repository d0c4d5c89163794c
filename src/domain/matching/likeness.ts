/**
 * How much two folded texts look alike: 1 when they differ in nothing but blanks and punctuation, less for each
 * character that is missing, too much, another one, or swapped with its neighbour; 0 at least.
 */
export function likeness(a: string, b: string): number {
  const left = letters(a);
  const right = letters(b);
  const longer = Math.max(left.length, right.length);
  if (longer === 0) return a === b ? 1 : 0;
  return 1 - countTypos(left, right) / longer;
}

function letters(text: string): readonly string[] {
  return [...text.replace(/[^\p{L}\p{N}]/gu, "")];
}

/** Optimal string alignment distance. */
function countTypos(a: readonly string[], b: readonly string[]): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let typos = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        typos = Math.min(typos, (older[j - 2] ?? 0) + 1);
      row.push(typos);
    }
    older = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
