/** Keys that this installation made for itself. Never logged. */
export interface SecretStore {
  /** The same 32 random bytes for a name, for ever, in every replica. */
  get(name: "audit-link" | "pseudonym"): Promise<Buffer>;
}
