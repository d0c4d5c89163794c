import type { JWK } from "jose";
import { z } from "zod";

const KEYS_LIVE_MS = 24 * 60 * 60 * 1000;
const KEYS_USABLE_MS = 5 * KEYS_LIVE_MS;
const RETRY_STALE_MS = 60_000;
const FETCH_TIMEOUT_MS = 5_000;

/** The token is not one that counts here: 401. The message is for the log; the caller is told nothing. */
export class NotAuthenticated extends Error {}

/**
 * The keys to check tokens with cannot be had. Answered 503 with Retry-After: 401 would tell the caller that it is
 * refused for good, and a message of Teams would be lost.
 */
export class KeysUnavailable extends Error {}

/** A published RSA key. */
interface SigningKey {
  readonly jwk: JWK;
  /** Channels that may use it, by the Bot Framework; none elsewhere. */
  readonly endorsements: readonly string[];
}

/** The keys that an issuer publishes behind its OpenID metadata. */
interface SigningKeys {
  /** @throws {NotAuthenticated} @throws {KeysUnavailable} */
  find(kid: string | undefined): Promise<SigningKey>;
  /** The issuer by the metadata; null where it names none. @throws {KeysUnavailable} */
  issuer(): Promise<string | null>;
  /** Fetches them now. @throws {KeysUnavailable} */
  load(): Promise<void>;
}

const Metadata = z.object({
  jwks_uri: z.url(),
  issuer: z.string().optional(),
});
const KeySet = z.object({
  keys: z.array(
    z.looseObject({
      kid: z.string(),
      kty: z.string(),
      n: z.string().optional(),
      e: z.string().optional(),
      endorsements: z.array(z.string()).optional(),
    }),
  ),
});

interface Published extends z.infer<typeof KeySet> {
  readonly issuer: string | null;
}

/**
 * Published keys, kept for a day. A key id that is not among them may be new, so the keys are fetched again, but
 * three times in a row at most and then once in ten minutes: forged ids must not turn us against the key server.
 */
export function createSigningKeys(
  metadataUrl: string,
  now: () => number,
): SigningKeys {
  let published: Published | null = null;
  let fetchedAt = -Infinity;
  let triedAt = -Infinity;
  let loading: Promise<void> | null = null;
  const allowance = createAllowance(3, 10 * 60 * 1000, now);

  /** One fetch at a time, whoever asks. */
  function load(): Promise<void> {
    triedAt = now();
    loading ??= fetchKeys(metadataUrl)
      .then((fetched) => {
        published = fetched;
        fetchedAt = now();
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  }

  async function current(): Promise<Published | null> {
    const age = now() - fetchedAt;
    if (published === null || age > KEYS_USABLE_MS) await load();
    // The old ones serve while the key server is down: they are replaced over weeks, not hours.
    else if (age > KEYS_LIVE_MS && now() - triedAt > RETRY_STALE_MS)
      await load().catch(() => undefined);
    return published;
  }

  return {
    load,
    async issuer() {
      return (await current())?.issuer ?? null;
    },
    async find(kid) {
      if (kid === undefined) throw new NotAuthenticated("No key id");
      await current();
      const named = () => published?.keys.find((one) => one.kid === kid);
      let key = named();
      if (key === undefined && allowance.take()) {
        await load();
        key = named();
      }
      if (key === undefined || key.kty !== "RSA")
        throw new NotAuthenticated("Unknown key id");
      return {
        jwk: { kty: "RSA", n: key.n ?? "", e: key.e ?? "" },
        endorsements: key.endorsements ?? [],
      };
    },
  };
}

async function fetchKeys(metadataUrl: string): Promise<Published> {
  try {
    const { jwks_uri, issuer } = Metadata.parse(await fetchJson(metadataUrl));
    if (!isSecureOrLoopback(jwks_uri))
      throw new Error("the keys are not served over https");
    const { keys } = KeySet.parse(await fetchJson(jwks_uri));
    return { keys, issuer: issuer ?? null };
  } catch (error) {
    throw new KeysUnavailable(
      `Cannot read the keys of inbound tokens: ${error instanceof Error ? error.message : "unknown"}`,
    );
  }
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, {
    redirect: "error",
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  return response.json();
}

/** `burst` at once, and one more for each `refillMs` that passed. */
function createAllowance(
  burst: number,
  refillMs: number,
  now: () => number,
): { take(): boolean } {
  let tokens = burst;
  let countedAt = now();
  return {
    take() {
      tokens = Math.min(burst, tokens + (now() - countedAt) / refillMs);
      countedAt = now();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** Plain http never leaves the machine: the bot's token is sent to where the activity came from. */
export function isSecureOrLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:") return true;
  return (
    protocol === "http:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  );
}
