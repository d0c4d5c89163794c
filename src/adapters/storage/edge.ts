import type pg from "pg";
import { z } from "zod";
import { storable } from "../../domain/plainText.ts";
import { DatabaseAway, OutOfRange } from "../../ports/databaseErrors.ts";

/**
 * What a query sends: text that PostgreSQL does not know how to keep is made fit here, once for all stores. Names and
 * what people type come from outside.
 */
export function toParameters(parameters: readonly unknown[]): unknown[] {
  return parameters.map((one) =>
    typeof one === "string" ? storable(one) : one,
  );
}

/** The failures that somebody can act on as such; any other as it is. */
export function toStorageError(error: unknown): unknown {
  const { code, message } = Failed.safeParse(error).data ?? {};
  if (code && AWAY.test(code)) return new DatabaseAway(code);
  if (message && BROKEN.test(message))
    return new DatabaseAway("connection broken");
  return code && OUT_OF_RANGE.test(code) ? new OutOfRange(code) : error;
}

const Failed = z.object({
  code: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

/**
 * Class 08: connection exceptions. 57P01 to 57P03: it is being stopped, crashed or is starting. 53300: it takes no more
 * connections. 25006: it only reads, as a standby does after a failover. The others are the network's.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const AWAY =
  /^(08...|57P0[123]|53300|25006|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)$/;

/** node-postgres gives these no code. */
const BROKEN =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Numbers and dates beyond their type's range, and dates that are none. */
const OUT_OF_RANGE = /^(22003|22007|22008)$/;

type Send = (...args: readonly unknown[]) => unknown;

/** Lets everything that goes through the pool pass these two. To be called before it is used. */
export function guardPool(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  pool.connect = (() => translated(connect())) as typeof pool.connect;
  pool.on("connect", (client) => {
    // The query that was running fails with the same. Nobody else listens while the connection is lent, and without a
    // listener a server that dies would end the process.
    client.on("error", () => undefined);
    const send = client.query.bind(client) as Send;
    const guarded: Send = (text, parameters, ...more) => {
      const sent = send(
        text,
        Array.isArray(parameters) ? toParameters(parameters) : parameters,
        ...more,
      );
      return sent instanceof Promise ? translated(sent) : sent;
    };
    client.query = guarded as typeof client.query;
  });
}

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toStorageError(error);
  }
}
