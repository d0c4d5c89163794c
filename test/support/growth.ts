import { cpuUsage } from "node:process";

/**
 * Ten times the text takes about ten times the work where that grows with the text, and a hundred times where it grows
 * with its square. In between is room for whatever the engine does beside it.
 */
const MOST_FOR_TEN_TIMES = 40;

/** Long beside the steps in which a process is told what it used. */
const SAMPLE_MS = 2;
const ROUNDS = 3;

/**
 * Reads a text of one piece over and over, and a tenth of that text: which of the pieces make the work grow faster
 * than the text.
 *
 * Both are measured in this run and in turn, in the time that this process computes and not in the time that passes,
 * and the best round of each counts: what else the machine does is in neither.
 */
export function piecesOfSuperlinearWork(
  pieces: readonly string[],
  length: number,
  read: (text: string) => unknown,
): readonly string[] {
  return pieces.filter((piece) => {
    const long = textOf(piece, length);
    const short = textOf(piece, length / 10);
    return isSuperlinear(
      () => read(short),
      () => read(long),
    );
  });
}

/** @param tenfold takes ten times the work of `single` where that grows with what is worked on. */
export function isSuperlinear(
  single: () => unknown,
  tenfold: () => unknown,
): boolean {
  let [least, most] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round += 1) {
    least = Math.min(least, costOf(single));
    most = Math.min(most, costOf(tenfold));
  }
  return most > MOST_FOR_TEN_TIMES * least;
}

export function textOf(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

/** In milliseconds for one call. */
function costOf(work: () => unknown): number {
  const before = cpuUsage();
  for (let calls = 1; ; calls += 1) {
    work();
    const { user, system } = cpuUsage(before);
    const ms = (user + system) / 1_000;
    if (ms >= SAMPLE_MS) return ms / calls;
  }
}
