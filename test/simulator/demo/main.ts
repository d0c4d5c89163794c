import { parseArgs } from "node:util";
import { PortTaken } from "./ports.ts";
import { StartFailed } from "./progress.ts";
import { runDemo } from "./demo.ts";
import { runTour } from "./tour.ts";

const USAGE = `npm run demo                  the bot in an Agents Playground, on this machine alone
npm run demo -- --tour        the same without a browser: every step is played and checked
Options: --seed N  another Contoso   --port N  five ports from N on (default 56150)   --verbose  the bot's log, too`;

process.exitCode = await main();

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions();
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 1;
  }
  try {
    return options.tour ? await runTour(options) : await runDemo(options);
  } catch (error) {
    if (!(error instanceof PortTaken || error instanceof StartFailed))
      throw error;
    console.error(error.message);
    return 1;
  }
}

interface Options {
  readonly tour: boolean;
  readonly verbose: boolean;
  readonly seed: number;
  readonly port: number;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      tour: { type: "boolean", default: false },
      verbose: { type: "boolean", default: false },
      seed: { type: "string", default: "1" },
      port: { type: "string", default: "56150" },
    },
  });
  const seed = Number(values.seed);
  const port = Number(values.port);
  if (!Number.isInteger(seed)) throw new Error("--seed takes a whole number.");
  if (!Number.isInteger(port) || port < 1 || port > 65_531)
    throw new Error("--port takes a number from 1 to 65531.");
  return { tour: values.tour, verbose: values.verbose, seed, port };
}
