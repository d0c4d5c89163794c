import { Refused, type ApiDeps, type TabRequest } from "./router.ts";

/** @throws {Refused} 403: whoever asks is no admin by Entra at this moment. */
export async function requireAdmin(
  { custodian }: Pick<ApiDeps, "custodian">,
  { signedIn, language }: Pick<TabRequest, "signedIn" | "language">,
): Promise<void> {
  const permission = await custodian.requireAdmin(signedIn.userId);
  if (!permission.allowed)
    throw new Refused(403, "not-allowed", language.t(permission.message));
}
