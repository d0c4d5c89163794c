import type {
  AuditQuestion,
  FoundFilter,
} from "../../domain/audit/auditQuestion.ts";
import { looksLikeId } from "../../domain/matching/nameOf.ts";
import {
  toPersonRef,
  type PersonRef,
  type UserId,
} from "../../domain/people/user.ts";
import { findUser } from "../lookups/findUser.ts";
import { findAuditedDevice } from "./findAuditedDevice.ts";

const ENTRA_MS = 3_000;

/** Whom and what a question about the log means. */
export async function findAuditFilter(
  deps: Parameters<typeof findUser>[0] &
    Parameters<typeof findAuditedDevice>[0],
  { device, person, ...rest }: AuditQuestion,
): Promise<FoundFilter> {
  const [deviceId, actor] = await Promise.all([
    device === null ? null : findAuditedDevice(deps, device),
    person === null ? null : findActor(deps, person),
  ]);
  if (device !== null && deviceId === null)
    return { kind: "unknown-device", device };
  if (person !== null && actor?.kind === "not-one")
    return { kind: "not-one-person", person, found: actor.found };
  return {
    kind: "found",
    filter: {
      ...rest,
      deviceId,
      actor: actor?.kind === "one" ? actor.id : null,
    },
  };
}

/** The log remembers people whom Entra has forgotten: what looks like an object id is taken as one. */
async function findActor(
  deps: Parameters<typeof findUser>[0],
  person: string,
): Promise<
  | { readonly kind: "one"; readonly id: UserId }
  | { readonly kind: "not-one"; readonly found: readonly PersonRef[] }
> {
  const id = person.trim().toLowerCase();
  if (looksLikeId(id)) return { kind: "one", id: id as UserId };
  const finding = await findUser(deps, person, ENTRA_MS);
  if (finding.kind === "one") return { kind: "one", id: finding.found.id };
  const found = finding.kind === "several" ? finding.found : finding.near;
  return { kind: "not-one", found: found.map(toPersonRef) };
}
