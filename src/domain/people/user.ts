/** An Entra object id, lower case. The only name of a person that is compared. */
export type UserId = string & { readonly __brand: "UserId" };

/** A person or account as Entra describes it, read live. */
export interface User {
  readonly id: UserId;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly mail: string | null;
  readonly department: string | null;
  readonly officeLocation: string | null;
  readonly accountEnabled: boolean;
  readonly userType: "member" | "guest";
  /** An enabled service plan that makes a user licensed for Intune; `INTUNE_O365` does not. */
  readonly hasIntunePlan: boolean;
  /** Of an account that is synchronized, upper case; null for others. Undefined where it was not asked for. */
  readonly onPremisesSid?: string | null;
  /** Mail and proxy addresses, normalized. Undefined where they were not asked for. */
  readonly otherNames?: readonly string[];
}

/** What is kept and shown of a person where the rest is not needed. */
export interface PersonRef {
  readonly id: UserId;
  readonly displayName: string;
  readonly userPrincipalName: string;
}

/** Null is nobody, who is the same as nobody. */
export function isSamePerson(
  a: Pick<PersonRef, "id"> | null,
  b: Pick<PersonRef, "id"> | null,
): boolean {
  return (a?.id ?? null) === (b?.id ?? null);
}

/** UPNs are compared whole and without case, as Entra does. */
export function sameUpn(a: string, b: string): boolean {
  return normalizeUpn(a) === normalizeUpn(b);
}

export function normalizeUpn(upn: string): string {
  return upn.trim().toLowerCase();
}

/** Somebody of whom no more than the id is known. */
export function nameless(id: UserId): PersonRef {
  return { id, displayName: "", userPrincipalName: "" };
}

export function toPersonRef(user: User): PersonRef {
  return {
    id: user.id,
    displayName: user.displayName,
    userPrincipalName: user.userPrincipalName,
  };
}
