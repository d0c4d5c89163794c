/** Ten minutes is what Microsoft names; past this, someone should look. */
export const CONFIRM_WITHIN_MS = 15 * 60 * 1000;

/**
 * Seconds after a write at which Intune is asked whether it shows it. Few and growing, because each look is a request
 * and some tenants change thousands of devices in a day: what was not there after a few seconds mostly takes minutes.
 */
const LOOKS = [2, 10, 30, 75, 180, 360, 600];

/** A look that comes so late that the next one is close takes its place. */
const CLOSE = 1.25;

/** A write that may take effect late is looked at this often, for `LATE_LOOKS_MS`. */
export const LATE_LOOK_EVERY_SECONDS = 15 * 60;

/**
 * Seconds to the next look, from `ageMs` after the write, which is 0 for the first. The last look is when the waiting
 * is over; what follows is for the caller to say.
 */
export function secondsToNextLook(ageMs: number): number {
  const age = ageMs / 1000;
  const at =
    LOOKS.find((seconds) => seconds > age * CLOSE) ?? CONFIRM_WITHIN_MS / 1000;
  return Math.max(1, Math.ceil(at - age));
}
