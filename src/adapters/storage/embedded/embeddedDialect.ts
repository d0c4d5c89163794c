import {
  PGliteDialect,
  PGliteDriver,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from "kysely";
import { toParameters, toStorageError } from "../edge.ts";
import type { EmbeddedDatabase } from "./embeddedDatabase.ts";

/** Kysely's dialect for PGlite, ending the process when the database fails in another way than by an SQL error. */
export class EmbeddedDialect extends PGliteDialect {
  readonly #database: EmbeddedDatabase;

  constructor(database: EmbeddedDatabase) {
    super({ pglite: database.pglite });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new WatchedDriver(this.#database);
  }
}

class WatchedDriver extends PGliteDriver {
  readonly #database: EmbeddedDatabase;
  #watched = false;

  constructor(database: EmbeddedDatabase) {
    super({ pglite: database.pglite });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    // There is one connection for ever, and the driver begins transactions by private methods of it: so it is
    // watched in place instead of being wrapped.
    if (!this.#watched) watch(connection, this.#database);
    this.#watched = true;
    return connection;
  }

  /** The database is closed by whoever opened it, after the queue that shares it. */
  override destroy(): Promise<void> {
    return Promise.resolve();
  }
}

function watch(
  connection: DatabaseConnection,
  database: EmbeddedDatabase,
): void {
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = async <R>(
    query: CompiledQuery,
  ): Promise<QueryResult<R>> => {
    try {
      return await execute<R>({
        ...query,
        parameters: toParameters(query.parameters),
      });
    } catch (error) {
      database.dieUnlessSqlError(error);
      throw toStorageError(error);
    }
  };
}
