import type { Locator } from "playwright-core";

const MOST_TRIES = 6;

/**
 * Chooses a person in the Playground's people picker, which closes its list, or draws it anew, when what it asked for
 * comes late, and opens it again when it is typed in.
 *
 * @param patienceMs for all tries together.
 */
export async function choosePerson(
  picker: Locator,
  person: { readonly givenName: string; readonly displayName: string },
  patienceMs: number,
): Promise<void> {
  await picker.click();
  const offered = picker
    .page()
    // The list in which one chooses who one is has people for options, too.
    .locator('[role="option"]')
    .filter({ hasText: person.displayName });
  for (let tries = 1; ; tries += 1) {
    await picker.fill("");
    await picker.pressSequentially(person.givenName);
    try {
      await offered.click({ timeout: patienceMs / MOST_TRIES });
      return;
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
    }
  }
}
