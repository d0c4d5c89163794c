import type { UserId } from "../people/user.ts";

/** Where a reading of a Remediation's outputs stands. */
export type ReadingStep =
  /** The hashes of people after this one are to be known; null for the first of them. */
  | { readonly kind: "people"; readonly after: UserId | null }
  | {
      readonly kind: "outputs";
      /** The link to the page; null for the first one. */
      readonly cursor: string | null;
      /** How often it began anew because a link had expired. */
      readonly restarts: number;
    };
