import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, readdir, stat } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

/**
 * Starts a PostgreSQL server of its own for the tests, on a free port of the loopback address, from the server
 * binaries of the machine.
 *
 * @returns null, with the reason printed, when there are none. `TEST_DATABASE_URL` names a server to use instead.
 */
export async function startPostgres(
  folder: string,
): Promise<{ url: string; stop(): Promise<void> } | null> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: () => Promise.resolve() };
  return await startOwnPostgres(folder);
}

/** A server that a test may end as a crash does, and start again on what it left. */
export interface OwnPostgres {
  readonly url: string;
  /** Ends it at once, without a word to those that are connected. */
  crash(): Promise<void>;
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

/** @returns null, with the reason printed, where there are no server binaries. */
export async function startOwnPostgres(
  folder: string,
): Promise<OwnPostgres | null> {
  const binaries = await findBinaries();
  if (!binaries) {
    console.log(
      "Tests on PostgreSQL are skipped: no server binaries found (Debian: apt-get install postgresql).",
    );
    return null;
  }
  // The server refuses to run as root.
  const user = process.getuid?.() === 0 ? await userIds("postgres") : null;
  const data = join(folder, "postgres");
  await mkdir(data, { mode: 0o700 });
  await chmod(folder, 0o755);
  if (user) await chown(data, user.uid, user.gid);
  await exec(
    join(binaries, "initdb"),
    ["-D", data, "-U", "custodian", "--auth=trust", "--no-sync"],
    { ...user, cwd: "/" },
  );
  const port = await freePort();
  const start = async () => {
    const started = spawn(
      join(binaries, "postgres"),
      // Durability is PostgreSQL's own to test; ours is what happens between transactions.
      [
        "-D",
        data,
        "-p",
        String(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        "-c",
        "fsync=off",
        "-c",
        "max_connections=200",
      ],
      { ...user, cwd: "/", stdio: "ignore" },
    );
    await waitUntilReady(join(binaries, "pg_isready"), port);
    return started;
  };
  let server = await start();
  const end = async (signal: "SIGINT" | "SIGQUIT") => {
    if (server.exitCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  };
  return {
    url: `postgres://custodian@127.0.0.1:${port}/postgres`,
    // As pg_ctl does for `-m immediate`.
    crash: () => end("SIGQUIT"),
    async startAgain() {
      server = await start();
    },
    stop: () => end("SIGINT"),
  };
}

async function findBinaries(): Promise<string | null> {
  const versions = await readdir("/usr/lib/postgresql").catch(() => []);
  const [newest] = versions
    .map(Number)
    .filter(Number.isFinite)
    .sort((a, b) => b - a);
  if (!newest) return null;
  const folder = `/usr/lib/postgresql/${newest}/bin`;
  return (await stat(join(folder, "initdb")).catch(() => null)) ? folder : null;
}

async function userIds(name: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (flag) =>
      Number((await exec("id", [flag, name])).stdout),
    ),
  );
  if (uid === undefined || gid === undefined)
    throw new Error(`There is no user ${name} to run the server as`);
  return { uid, gid };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function waitUntilReady(pgIsReady: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < 900; attempt += 1) {
    const ready = await exec(pgIsReady, [
      "-h",
      "127.0.0.1",
      "-p",
      String(port),
    ]).catch(() => null);
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    "The PostgreSQL server of the tests did not start within 90 s",
  );
}
