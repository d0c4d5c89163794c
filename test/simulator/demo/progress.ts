/** A step of the start that failed; says which, in one sentence. */
export class StartFailed extends Error {}

/** Prints each step of the start when it begins, and how long it took when it is done. */
export function createProgress() {
  return async <T>(step: string, act: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    process.stdout.write(`  ${step} … `);
    try {
      const made = await act();
      const seconds = (performance.now() - startedAt) / 1000;
      process.stdout.write(`${seconds.toFixed(1)} s\n`);
      return made;
    } catch (error) {
      process.stdout.write("failed\n");
      const why = error instanceof Error ? error.message : String(error);
      throw new StartFailed(`The demo stops here: ${step} failed. ${why}`, {
        cause: error,
      });
    }
  };
}
