import { createServer } from "node:net";

export class PortTaken extends Error {
  constructor(port: number) {
    super(
      `Port ${port} is in use, perhaps by another demo. Stop that, or use other ports: npm run demo -- --port N takes five ports from N on.`,
    );
  }
}

export interface Ports {
  readonly playground: number;
  readonly bot: number;
  readonly cloudHttps: number;
  readonly cloudHttp: number;
  /** Teams around the tab. */
  readonly tab: number;
}

/** @throws {PortTaken} one of the five ports from `base` on is in use. */
export async function reservePorts(base: number): Promise<Ports> {
  for (let port = base; port < base + 5; port++)
    if (!(await isFree(port))) throw new PortTaken(port);
  return {
    playground: base,
    bot: base + 1,
    cloudHttps: base + 2,
    cloudHttp: base + 3,
    tab: base + 4,
  };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    // On every interface: the Playground listens so, and would quietly take another port.
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
