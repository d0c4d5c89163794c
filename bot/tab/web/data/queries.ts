import type { Changes } from "../../api/shapes.ts";
import { ApiError, isAborted, type Api } from "./api.ts";

/** What a page shows of something that it read. */
export interface Query<T> {
  /** Null until it was read once. Kept when a later reading fails. */
  readonly data: T | null;
  /** Milliseconds since 1970; null until it was read once. */
  readonly readAt: number | null;
  /** Why the last try failed. */
  readonly error: ApiError | null;
  readonly isReading: boolean;
}

export type Load = (api: Api) => Promise<unknown>;

/** An answer that was being checked, and then refused. */
type LateRefusal = Changes["refusals"][number];

/** Whether what changed concerns a reading: ids of proposals, or null when it is not known which. */
export type Concerns = (proposals: readonly string[] | null) => boolean;

interface Watched {
  readonly load: Load;
  readonly concerns: Concerns;
  readonly restMs: number;
}

const NOTHING: Query<never> = {
  data: null,
  readAt: null,
  error: null,
  isReading: false,
};

/** Readings nobody looks at any more are kept for the way back, as many as this. */
const MOST_KEPT = 60;

/**
 * All that the pages read, by key. What is shown is read anew when it changes and when the bot can be reached again;
 * what was shown before is there at once when somebody comes back to it.
 */
export class Queries {
  readonly #api: Api;
  readonly #now: () => number;
  readonly #queries = new Map<string, Query<unknown>>();
  readonly #watched = new Map<string, Set<Watched>>();
  readonly #listeners = new Set<() => void>();
  /** Raised by every beginning, so that an answer that was overtaken changes nothing. */
  readonly #turns = new Map<string, number>();
  readonly #beganAt = new Map<string, number>();
  /** Of those that changed and still rest. */
  readonly #resting = new Map<string, ReturnType<typeof setTimeout>>();
  #isOnline = true;
  #signedOut: ApiError | null = null;
  /** Those that nobody has dismissed; the newest of each proposal. */
  #refusals: readonly LateRefusal[] = [];
  readonly #toldRefusals = new Set<string>();

  constructor(api: Api, now: () => number = Date.now) {
    this.#api = api;
    this.#now = now;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get<T>(key: string): Query<T> {
    return (this.#queries.get(key) as Query<T> | undefined) ?? NOTHING;
  }

  get isOnline(): boolean {
    return this.#isOnline;
  }

  /** Set once the bot refused even a new token, or Teams gave none: for want of consent or of anything. */
  get signedOut(): ApiError | null {
    return this.#signedOut;
  }

  /** When the oldest of what is shown was read; null when nothing is. Milliseconds since 1970. */
  get oldestShownAt(): number | null {
    const shown = [...this.#watched.keys()].flatMap(
      (key) => this.#queries.get(key)?.readAt ?? [],
    );
    return shown.length === 0 ? null : Math.min(...shown);
  }

  /**
   * Reads at once, and anew whenever it is concerned, until the returned function is called.
   *
   * @param restMs what is dear to read is read anew only so long after its last reading began, once for all changes
   * until then.
   */
  watch(
    key: string,
    load: Load,
    concerns: Concerns,
    restMs: number = 0,
  ): () => void {
    const watched: Watched = { load, concerns, restMs };
    const all = this.#watched.get(key) ?? new Set();
    this.#watched.set(key, all.add(watched));
    void this.read(key, load);
    return () => {
      all.delete(watched);
      if (all.size === 0) {
        this.#watched.delete(key);
        this.#wake(key);
        this.#beganAt.delete(key);
      }
      this.#forgetOldest();
    };
  }

  async read(key: string, load: Load): Promise<void> {
    const turn = (this.#turns.get(key) ?? 0) + 1;
    this.#turns.set(key, turn);
    this.#wake(key);
    this.#beganAt.set(key, this.#now());
    this.#set(key, { ...this.get(key), isReading: true });
    try {
      const data = await load(this.#api);
      this.reached();
      if (this.#turns.get(key) === turn) this.put(key, data);
    } catch (error) {
      if (isAborted(error)) return;
      const failure = toApiError(error);
      this.failed(failure);
      if (this.#turns.get(key) === turn)
        this.#set(key, { ...this.get(key), error: failure, isReading: false });
    }
  }

  /** What is known by other means than reading it. */
  put(key: string, data: unknown): void {
    this.#turns.set(key, (this.#turns.get(key) ?? 0) + 1);
    this.#set(key, {
      data,
      readAt: this.#now(),
      error: null,
      isReading: false,
    });
  }

  /** Reads anew what is shown and concerned. */
  changed(proposals: readonly string[] | null): void {
    for (const [key, all] of this.#watched)
      for (const watched of all)
        if (watched.concerns(proposals)) {
          this.#readRested(key, watched);
          break;
        }
  }

  #readRested(key: string, { load, restMs }: Watched): void {
    if (this.#resting.has(key)) return;
    const beganAt = this.#beganAt.get(key) ?? -Infinity;
    const leftMs = beganAt + restMs - this.#now();
    if (leftMs <= 0) void this.read(key, load);
    else
      this.#resting.set(
        key,
        setTimeout(() => void this.read(key, load), leftMs),
      );
  }

  #wake(key: string): void {
    clearTimeout(this.#resting.get(key));
    this.#resting.delete(key);
  }

  /** Reads it anew, if it is shown. */
  again(key: string): void {
    const [one] = this.#watched.get(key) ?? [];
    if (one) void this.read(key, one.load);
  }

  readShownAgain(): void {
    for (const [key, [one]] of this.#watched)
      if (one) void this.read(key, one.load);
  }

  /** The bot answered. After a while without it, what is shown is read anew. */
  reached(): void {
    if (this.#isOnline) return;
    this.#isOnline = true;
    this.readShownAgain();
    this.#tell();
  }

  failed(error: unknown): void {
    const failure = toApiError(error);
    if (failure.kind === "offline") this.#isOnline = false;
    else if (failure.kind === "signed-out" || failure.kind === "no-consent")
      this.#signedOut = failure;
    else return;
    this.#tell();
  }

  lost(): void {
    this.#isOnline = false;
    this.#tell();
  }

  get refusals(): readonly LateRefusal[] {
    return this.#refusals;
  }

  /** @param refusals as they come, which may be more than once. @returns those that are new. */
  refused(refusals: readonly LateRefusal[]): readonly LateRefusal[] {
    const fresh = refusals.filter(({ proposalId, at }) => {
      const name = `${proposalId} ${at}`;
      if (this.#toldRefusals.has(name)) return false;
      this.#toldRefusals.add(name);
      return true;
    });
    if (fresh.length === 0) return fresh;
    const newest = new Map(
      [...this.#refusals, ...fresh].map((one) => [one.proposalId, one]),
    );
    this.#refusals = [...newest.values()];
    this.#tell();
    return fresh;
  }

  dismissRefusal(proposalId: string): void {
    const left = this.#refusals.filter((one) => one.proposalId !== proposalId);
    if (left.length === this.#refusals.length) return;
    this.#refusals = left;
    this.#tell();
  }

  #set(key: string, query: Query<unknown>): void {
    // Set anew, so that the order of the map is by age.
    this.#queries.delete(key);
    this.#queries.set(key, query);
    this.#tell();
  }

  #forgetOldest(): void {
    for (const key of this.#queries.keys()) {
      if (this.#queries.size <= MOST_KEPT) return;
      if (!this.#watched.has(key)) this.#queries.delete(key);
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError("failed", null);
}
