/** An Intune managed device id, lower case. */
export type DeviceId = string & { readonly __brand: "DeviceId" };

/** How the device is known to Entra (Intune's beta `joinType`). */
export type JoinType = "joined" | "hybrid" | "registered" | "unknown";

/** Editions of Windows that many use, whoever logs on: of a session host, and of a meeting room's device. */
export type ManyUseEdition = "multi-session" | "room";

/** A managed device as Intune describes it. Its primary user is not here: only `…/users` tells it truly. */
export interface Device {
  readonly id: DeviceId;
  readonly name: string;
  readonly model: string;
  readonly manufacturer: string;
  readonly serialNumber: string;
  readonly operatingSystem: string;
  readonly joinType: JoinType;
  readonly entraDeviceId: string | null;
  readonly lastCheckInAt: Date | null;
  readonly enrolledAt: Date | null;
  /** Intune's device category, by name; null for none. */
  readonly category: string | null;
  /** Left out for every other edition. */
  readonly edition?: ManyUseEdition;
}

/** What a card shows of a device; frozen with a proposal so that the card can be drawn again later. */
export interface DeviceRef {
  readonly id: DeviceId;
  readonly name: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly lastCheckInAt: Date | null;
  /** Intune's device category, by name; null for none. Says which helpdesk is asked. */
  readonly category: string | null;
}

export function toDeviceRef({
  id,
  name,
  model,
  serialNumber,
  lastCheckInAt,
  category,
}: Device): DeviceRef {
  return { id, name, model, serialNumber, lastCheckInAt, category };
}
