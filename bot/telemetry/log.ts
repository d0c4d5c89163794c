import { pino, type Logger } from "pino";

export type { Logger };

/**
 * The process's log: one JSON object a line on stdout. Messages are fixed texts and ids are fields, so that a line
 * can be searched for; names, UPNs, card bodies and tokens stay out above `debug`.
 */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: serializeError },
  });
}

// Errors of HTTP clients carry the whole request, its Authorization header included; only these four are kept.
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = "code" in error ? error.code : undefined;
  return {
    type: error.constructor.name,
    message: error.message,
    ...(typeof code === "string" ? { code } : {}),
    stack: error.stack,
  };
}
