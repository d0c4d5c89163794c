/** What an answer may say besides its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly retryAfterSeconds?: number | undefined;
}

export function errorBody(code: string, message: string): object {
  return { error: { code, message } };
}
