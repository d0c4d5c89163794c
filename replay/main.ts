import { StringDecoder } from "node:string_decoder";
import { readLine, UnreadableLine } from "./readLine.ts";
import { createReplay } from "./replay.ts";

/** As sysexits.h has them: the command was wrong, or the input. */
const EX_USAGE = 64;
const EX_DATAERR = 65;

// `npm run --silent replay`: evidence as JSON lines on standard input, what would be proposed on standard output. With
// `--export` what is kept of one's own past, as such lines.
const [option] = process.argv.slice(2);
const replay = createReplay();
let number = 0;

switch (option) {
  case undefined:
    await read();
    break;
  case "--export": {
    // Whoever read has had enough: `hand` says so, and the database is closed.
    process.stdout.on("error", () => undefined);
    // Else nothing here needs a database, nor the drivers of one.
    const { runExport } = await import("./export/main.ts");
    process.exitCode = await runExport(process.env, hand);
    break;
  }
  default:
    console.error(`${option} is no option: there is --export, or none.`);
    process.exitCode = EX_USAGE;
}

async function read(): Promise<void> {
  // Whoever read the answers has had enough.
  process.stdout.on("error", () => process.exit(0));
  let rest = "";
  const decoder = new StringDecoder("utf8");
  try {
    for await (const chunk of process.stdin) {
      const text = rest + decoder.write(chunk as Buffer);
      const lines = text.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) await take(line);
    }
    await take(rest + decoder.end());
    await write([replay.summary()]);
  } catch (error) {
    if (!(error instanceof UnreadableLine)) throw error;
    console.error(`Line ${number}: ${error.message}`);
    process.exitCode = EX_DATAERR;
  }
}

async function take(text: string): Promise<void> {
  number += 1;
  const line = number === 1 ? text.replace(/^\uFEFF/, "") : text;
  if (line.trim() === "") return;
  await write(replay.take(readLine(line)));
}

/** Waits until it is handed over, so that whoever feeds this can answer what it reads. */
async function write(answers: readonly object[]): Promise<void> {
  if (answers.length === 0) return;
  const text = answers.map((answer) => `${JSON.stringify(answer)}\n`).join("");
  await hand(text);
}

/** @returns false when whoever read has gone. */
async function hand(text: string): Promise<boolean> {
  return await new Promise<boolean>((resolve) => {
    process.stdout.write(text, (error) => resolve(!error));
  });
}
