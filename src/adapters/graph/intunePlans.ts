/**
 * Service plans that license a user for Intune, from Microsoft's list of product names and service plan identifiers:
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 *
 * Left out on purpose: INTUNE_O365 (Basic Mobility and Security, part of nearly every Office plan), Plan 2 and the
 * other add-ons, which need one of these beside them, and INTUNE_B, of which nothing says what it grants.
 */
const INTUNE_PLANS: ReadonlySet<string> = new Set([
  "c1ec4a95-1f05-45b3-a911-aa3fa01094f5", // INTUNE_A, Plan 1
  "3e170737-c728-4eae-bbb9-3f3360f7184c", // INTUNE_A_VL, volume licensing
  "d216f254-796f-4dab-bbfa-710686e646b9", // INTUNE_A_GOV, government
  "da24caf9-af8e-485c-b7c8-e73336da2693", // INTUNE_EDU
  "8e9ff0ff-aa7a-4b20-83c1-2f636b600ac2", // INTUNE_SMBIZ, small business
]);

/** A subscription in its grace period (`Warning`) still works; suspended, deleted and locked out ones do not. */
const USABLE: ReadonlySet<string> = new Set(["Enabled", "Warning"]);

/** One of a user's `assignedPlans`. */
interface AssignedPlan {
  readonly servicePlanId?: string | null | undefined;
  readonly capabilityStatus?: string | null | undefined;
}

export function hasIntunePlan(plans: readonly AssignedPlan[]): boolean {
  return plans.some(
    ({ servicePlanId, capabilityStatus }) =>
      INTUNE_PLANS.has(servicePlanId?.toLowerCase() ?? "") &&
      USABLE.has(capabilityStatus ?? ""),
  );
}
