import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createApi, type ApiError } from "../../../bot/tab/web/data/api.ts";

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly language: string | undefined;
  readonly type: string | undefined;
}

/** A server that gives these answers one after the other, the last one for ever; and the tab's API in front of it. */
async function ask(...answers: readonly (readonly [number, string])[]) {
  const asked: Asked[] = [];
  server = createServer(({ method, url, headers }, response) => {
    const [status, body] = answers[
      Math.min(asked.length, answers.length - 1)
    ] ?? [500, ""];
    asked.push({
      method,
      url,
      authorization: headers.authorization,
      language: headers["accept-language"],
      type: headers["content-type"],
    });
    // Not in one line: restify, where another test loaded it into this process, has writeHead return nothing.
    response.writeHead(status);
    response.end(body);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  let tokens = 0;
  const api = createApi({
    getToken: async (renew) => {
      if (renew || tokens === 0) tokens += 1;
      return `token-${tokens}`;
    },
    locale: "de-DE",
    fetch: (path, init) =>
      fetch(new URL(path, `http://127.0.0.1:${port}`), init),
  });
  return { api, asked };
}

const failure = (promise: Promise<unknown>): Promise<ApiError> =>
  promise.then(
    () => {
      throw new Error("It was answered.");
    },
    (error: ApiError) => error,
  );

const refusal = (message: string) =>
  JSON.stringify({ error: { code: "some", message } });

describe("the tab's side of its API", () => {
  it("asks as the person, in their language", async () => {
    const { api, asked } = await ask([200, '{"id":"a"}']);
    expect(await api.get("me")).toEqual({ id: "a" });
    expect(asked).toEqual([
      {
        method: "GET",
        url: "/api/tab/me",
        authorization: "Bearer token-1",
        language: "de-DE",
        type: undefined,
      },
    ]);
  });

  it("writes as JSON", async () => {
    const { api, asked } = await ask([200, '{"kind":"done"}']);
    await api.post("proposals/a/answer", { act: "approve", version: 1 });
    expect(asked[0]).toMatchObject({
      method: "POST",
      type: "application/json",
    });
  });

  it("asks once more with a new token when one is refused", async () => {
    const { api, asked } = await ask([401, refusal("old")], [200, "{}"]);
    expect(await api.get("me")).toEqual({});
    expect(asked.map(({ authorization }) => authorization)).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
  });

  it("gives up when the new token is refused, too", async () => {
    const { api, asked } = await ask([401, refusal("No.")]);
    expect(await failure(api.get("me"))).toMatchObject({
      kind: "signed-out",
      said: "No.",
    });
    expect(asked).toHaveLength(2);
  });

  it.each([
    [403, refusal("Not you."), "refused", "Not you."],
    [404, refusal("Gone."), "missing", "Gone."],
    [409, refusal("Changed."), "changed", "Changed."],
    [503, refusal("Microsoft is away."), "failed", "Microsoft is away."],
    [500, "<html>", "failed", null],
    [503, "<html>", "offline", null],
    [502, refusal("Some proxy's words."), "offline", null],
    [200, "<html>", "offline", null],
  ] as const)("reads %i %s as %s", async (status, body, kind, said) => {
    const { api } = await ask([status, body]);
    expect(await failure(api.get("me"))).toMatchObject({ kind, said });
  });

  it("is offline when nobody answers at all", async () => {
    const { api } = await ask([200, "{}"]);
    await new Promise((resolve) => server?.close(resolve));
    expect(await failure(api.get("me"))).toMatchObject({ kind: "offline" });
  });
});
