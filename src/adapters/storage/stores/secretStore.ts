import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Database } from "../schema/schema.ts";
import type { SecretStore } from "../../../ports/stores/secretStore.ts";

export function createSecretStore(db: Kysely<Database>): SecretStore {
  const known = new Map<string, Buffer>();
  return {
    async get(name) {
      const cached = known.get(name);
      if (cached) return cached;
      await db
        .insertInto("secrets")
        .values({ name, value: randomBytes(32).toString("base64") })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await db
        .selectFrom("secrets")
        .select("value")
        .where("name", "=", name)
        .executeTakeFirstOrThrow();
      const secret = Buffer.from(row.value, "base64");
      known.set(name, secret);
      return secret;
    },
  };
}
