import { createServer } from "node:net";

export class PortTaken extends Error {
  constructor(port: number) {
    super(
      `Port ${port} is in use, perhaps by another demo. Stop that, or use other ports: npm run demo -- --port N takes four ports from N on.`,
    );
  }
}

export interface Ports {
  readonly playground: number;
  readonly bot: number;
  readonly cloudHttps: number;
  readonly cloudHttp: number;
}

/** @throws {PortTaken} one of the four ports from `base` on is in use. */
export async function reservePorts(base: number): Promise<Ports> {
  for (let port = base; port < base + 4; port++)
    if (!(await isFree(port))) throw new PortTaken(port);
  return {
    playground: base,
    bot: base + 1,
    cloudHttps: base + 2,
    cloudHttp: base + 3,
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
