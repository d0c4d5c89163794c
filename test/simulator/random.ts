/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** 0 up to but not 1. */
  next(): number;
  pick<T>(from: readonly T[]): T;
  guid(): string;
  /** base64url characters. */
  token(length: number): string;
}

/** mulberry32: small, fast, and the same everywhere. Nothing secret is made with it. */
export function createRandom(seed: number): Random {
  let state = (seed * 0x9e3779b1) >>> 0;
  const next32 = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const hex8 = (): string => next32().toString(16).padStart(8, "0");
  const next = (): number => next32() / 2 ** 32;
  return {
    next,
    pick: (from) => {
      const picked = from[Math.floor(next() * from.length)];
      if (picked === undefined) throw new Error("Nothing to pick from");
      return picked;
    },
    guid: () => {
      const [a, b, c, d] = [hex8(), hex8(), hex8(), hex8()];
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`;
    },
    token: (length) =>
      Array.from({ length }, () => BASE64URL[next32() & 63]).join(""),
  };
}

const BASE64URL =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
