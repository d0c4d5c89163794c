import type { PersonRef } from "../people/user.ts";
import type { AuditKind } from "./audit.ts";
import type { AuditFilter } from "./auditFilter.ts";

/** What somebody wants of the log, in their words; null for what they do not say. */
export interface AuditQuestion {
  readonly device: string | null;
  readonly person: string | null;
  readonly kinds: readonly AuditKind[] | null;
  readonly since: Date | null;
  readonly until: Date | null;
}

export type FoundFilter =
  | { readonly kind: "found"; readonly filter: AuditFilter }
  | { readonly kind: "unknown-device"; readonly device: string }
  /** Nobody is called that, or more than one is: `found` are they, or those whose names look like it. */
  | {
      readonly kind: "not-one-person";
      readonly person: string;
      readonly found: readonly PersonRef[];
    };
