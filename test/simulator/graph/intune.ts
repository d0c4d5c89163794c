import type { Contoso, SimulatedDevice } from "../contoso.ts";
import type { Faults } from "../faults.ts";
import type { RunState } from "./remediations.ts";

/** What became of a write. `refused`: Intune's back end says 400 and not why. */
type WriteResult = "done" | "refused";

/** What an administrator did, as Intune's audit log has it. */
interface LoggedChange {
  readonly deviceId: string;
  /** Null for an application. */
  readonly by: string | null;
  readonly at: Date;
}

/** Primary users as Intune keeps them: written at once, seen later. */
export class Intune {
  readonly #contoso: Contoso;
  readonly #faults: Faults;
  readonly #now: () => number;
  /** Changes of primary users, oldest first. */
  readonly log: LoggedChange[] = [];
  /** Script id → device id → what it printed there. */
  readonly remediations = new Map<string, Map<string, RunState>>();
  /** What was asked of devices, oldest first. */
  readonly runsOnDemand: { deviceId: string; scriptId: string }[] = [];
  /** Whatever `$top` asks for. */
  runStatesAPage = 1000;
  #reads = 0;

  constructor(contoso: Contoso, faults: Faults, now: () => number) {
    this.#contoso = contoso;
    this.#faults = faults;
    this.#now = now;
  }

  /** What was written last; what `/users` will say in the end. */
  primaryUser(device: SimulatedDevice): string | null {
    return device.primaryUsers.at(-1)?.userId ?? null;
  }

  /** What `/users` says to this read. */
  shownPrimaryUser(device: SimulatedDevice): string | null {
    const now = this.#now();
    const visible = device.primaryUsers.findLastIndex(
      ({ visibleAt }) => visibleAt <= now,
    );
    const entry = device.primaryUsers[visible];
    const before = device.primaryUsers[visible - 1];
    if (!entry) return null;
    const flaps =
      before !== undefined && now < entry.visibleAt + this.#faults.flappingMs;
    const user = flaps && this.#reads++ % 2 === 0 ? before : entry;
    return user.userId;
  }

  /** Through the API: checks what Intune checks, and is seen only after the propagation delay. */
  setPrimaryUser(device: SimulatedDevice, userId: string | null): WriteResult {
    if (
      device.operatingSystem !== "Windows" ||
      device.joinType === "azureADRegistered"
    )
      return "refused";
    if (userId !== null) {
      const person = this.#contoso.people.get(userId);
      if (!person?.plans.includes("INTUNE_A")) return "refused";
    }
    device.primaryUsers.push({
      userId,
      visibleAt: this.#now() + this.#faults.propagationMs,
    });
    this.log.push({
      deviceId: device.id,
      by: null,
      at: new Date(this.#now()),
    });
    return "done";
  }

  /**
   * As if an administrator did it in the portal a while ago: seen at once.
   *
   * @param at when it was, for the audit log.
   */
  changeElsewhere(
    device: SimulatedDevice,
    userId: string | null,
    at = new Date(this.#now()),
  ): void {
    device.primaryUsers.push({ userId, visibleAt: this.#now() });
    const by = this.#contoso.cast.admin.userPrincipalName;
    this.log.push({ deviceId: device.id, by, at });
  }
}
