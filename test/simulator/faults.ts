import { tokenTime } from "./graph/odata.ts";

/** The parts of the cloud a request can go to. */
export type Service = "login" | "graph" | "connector" | "metadata";

/** What happens to a request instead of, before or after its work. */
export type Fault =
  /** 429. Without `retryAfterSeconds` there is no such header, which is what Intune does about half of the time. */
  | { readonly kind: "throttled"; readonly retryAfterSeconds?: number }
  /** Any other refusal; `body` replaces the service's usual error body, and is a page where it is a text. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Answers, but late. */
  | { readonly kind: "slow"; readonly delayMs: number }
  /** Answers once this is over. */
  | { readonly kind: "held"; readonly until: Promise<void> }
  /** The connection breaks `before` the work was done, or `after`: the work is done and its answer lost. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** 403 naming the missing permission, in the service's own form. */
  | { readonly kind: "forbidden"; readonly permission: string }
  /** Intune's Multi Admin Approval stands before the write. */
  | { readonly kind: "needs-approval"; readonly status: 400 | 412 };

interface FaultRule {
  readonly service?: Service;
  readonly method?: string;
  /** Matched against path and query, decoded. A string matches as a part of it. */
  readonly path?: RegExp | string;
  /** How many requests it strikes; `Infinity` until it is removed. */
  readonly times?: number;
  readonly fault: Fault;
}

interface PlacedFault {
  /** Requests struck so far. */
  readonly struck: number;
  remove(): void;
}

/** How an answer tells a selected property: as it is, as null, or not at all. */
export type Telling = "told" | "null" | "absent";

/** The value as it is told; undefined is left out of an answer. */
export function tell<T>(telling: Telling, value: T): T | null | undefined {
  return telling === "told" ? value : telling === "null" ? null : undefined;
}

/**
 * What goes wrong in the cloud, switched while it runs. Everything is off at the start but what Microsoft always
 * does.
 */
export class Faults {
  /** How long `/users` goes on showing the old primary user after a write. 0 to 600,000 in the real one. */
  propagationMs = 0;
  /** After `propagationMs`, how long reads alternate between the old and the new primary user. */
  flappingMs = 0;
  /** A device read by id shows its enrolling user as its user, whatever the primary user is. */
  staleSingleDevice = true;
  /**
   * The published limits: Intune's 200 writes and 2,000 requests in 20 s, five of the sign-in log in 10 s, Teams' per
   * conversation.
   */
  enforceLimits = true;
  /** Only `PrivilegedOperations.All` may change primary users; otherwise `ReadWrite.All` may, too. */
  requirePrivilegedOperations = false;
  /** A bot may start a chat only with people who installed it themselves; otherwise with members of its teams, too. */
  chatNeedsPersonalInstall = false;

  /** Intune's beta `joinType`. */
  joinType: Telling | "unknown" = "told";
  /** `trustType` of Entra's devices. */
  trustType: Telling = "told";
  /** `accountEnabled` of users read by id. */
  accountEnabled: Telling = "told";
  /** Of these users alone, by id; empty for all. */
  readonly oddAccounts = new Set<string>();
  /** Users are shown as to an application that has `User.ReadBasic.All` alone. */
  basicUsersOnly = false;

  /** Devices in groups are listed as to an application without `Device.Read.All`: nothing is said of them. */
  devicesOfGroupsHidden = false;

  #pageTokens: { expiredBefore: number; status: 400 | 410 } = {
    expiredBefore: 0,
    status: 400,
  };

  /** Every nextLink given so far is refused from now on, as one that was followed too late. */
  expirePageTokens(status: 400 | 410 = 400): void {
    this.#pageTokens = { expiredBefore: tokenTime(), status };
  }

  get pageTokens(): {
    readonly expiredBefore: number;
    readonly status: 400 | 410;
  } {
    return this.#pageTokens;
  }

  /** Whether any is placed now. */
  get areSet(): boolean {
    return this.#rules.length > 0;
  }

  #rules: { rule: FaultRule; struck: number }[] = [];
  #releases: (() => void)[] = [];

  add(rule: FaultRule): PlacedFault {
    const entry = { rule, struck: 0 };
    this.#rules.push(entry);
    return {
      get struck() {
        return entry.struck;
      },
      remove: () => {
        this.#rules = this.#rules.filter((other) => other !== entry);
      },
    };
  }

  /** Every answer of a service is late, until removed. */
  slow(service: Service, delayMs: number): PlacedFault {
    return this.add({
      service,
      times: Infinity,
      fault: { kind: "slow", delayMs },
    });
  }

  /**
   * No answer of a service comes until this is removed; then those that were asked for come. What is answered before
   * has not waited for the service, however slow the machine is.
   */
  hold(service: Service, path?: FaultRule["path"]): PlacedFault {
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    const placed = this.add({
      service,
      ...(path === undefined ? {} : { path }),
      times: Infinity,
      fault: { kind: "held", until },
    });
    this.#releases.push(release);
    return {
      get struck() {
        return placed.struck;
      },
      remove: () => {
        placed.remove();
        release();
      },
    };
  }

  /** Removes every placed fault; the switches above stay as they are. */
  clear(): void {
    this.#rules = [];
    for (const release of this.#releases.splice(0)) release();
  }

  /** The faults that strike this request, oldest first; each is used up by one. */
  take(service: Service, method: string, path: string): readonly Fault[] {
    const struck: Fault[] = [];
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (rule.service && rule.service !== service) continue;
      if (rule.method && rule.method !== method) continue;
      if (typeof rule.path === "string" && !path.includes(rule.path)) continue;
      if (rule.path instanceof RegExp && !rule.path.test(path)) continue;
      if (entry.struck >= (rule.times ?? 1)) continue;
      // Two refusals cannot both be answered: the second waits for the next request.
      if (!isLate(rule.fault) && struck.some((fault) => !isLate(fault)))
        continue;
      entry.struck++;
      struck.push(rule.fault);
    }
    return struck;
  }
}

/** The request is answered as ever, only later. */
function isLate({ kind }: Fault): boolean {
  return kind === "slow" || kind === "held";
}

/** Counts requests in sliding windows, as the services' limits are published. */
export class RateWindow {
  readonly #limits: readonly {
    readonly windowMs: number;
    readonly most: number;
  }[];
  #times: number[] = [];

  constructor(limits: readonly { windowMs: number; most: number }[]) {
    this.#limits = limits;
  }

  /**
   * @returns null when the request is within every limit (it is counted then), else how long until it would be, in
   * ms.
   */
  take(nowMs: number): number | null {
    const longest = Math.max(...this.#limits.map((limit) => limit.windowMs));
    this.#times = this.#times.filter((at) => at > nowMs - longest);
    for (const { windowMs, most } of this.#limits) {
      const within = this.#times.filter((at) => at > nowMs - windowMs);
      if (within.length >= most) return (within[0] ?? nowMs) + windowMs - nowMs;
    }
    this.#times.push(nowMs);
    return null;
  }
}
