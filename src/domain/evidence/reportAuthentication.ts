/** How a report proves which device sent it. */
export type ReportAuthentication =
  | { readonly kind: "device-certificate" }
  | { readonly kind: "shared-key"; readonly keys: readonly ReportKey[] }
  /** Anyone who reaches the address may report for any device. */
  | { readonly kind: "off" };

/** A key that devices share. Several are valid at once while they are being rotated. */
export interface ReportKey {
  readonly id: string;
  /** At least 32 bytes. */
  readonly key: Buffer;
}
