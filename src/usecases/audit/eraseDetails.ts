import type { Clock } from "../../ports/clock.ts";
import type { Storage } from "../../ports/storage.ts";
import type { ErasureOrder } from "../../ports/stores/auditStore.ts";
import { countRows } from "../../domain/audit/erasure.ts";

/** So long the head of the log is locked; more is erased in parts. */
export const MOST_ERASED = 10_000;

export type ErasureResult =
  | {
      readonly kind: "erased";
      /** The number of the row that says so. */
      readonly seq: number;
      readonly rows: number;
      readonly altered: number;
    }
  /** None of the rows is there with details, or it is an erasure itself. */
  | { readonly kind: "nothing" }
  | { readonly kind: "too-many"; readonly most: number };

/**
 * Erases the details of rows of the audit log, for whoever may ask for it: names and reasons as they were. The rows
 * stay, and a row of its own says which, why and by whom. Done again, it finds nothing to do.
 */
export async function eraseDetails(
  {
    storage,
    clock,
  }: { readonly storage: Pick<Storage, "audit">; readonly clock: Clock },
  order: Omit<ErasureOrder, "at">,
): Promise<ErasureResult> {
  if (countRows(order.rows) > MOST_ERASED)
    return { kind: "too-many", most: MOST_ERASED };
  const erased = await storage.audit.erase({ ...order, at: clock.now() });
  return erased === null ? { kind: "nothing" } : { kind: "erased", ...erased };
}
