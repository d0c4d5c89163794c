import { describe, expect, it } from "@jest/globals";
import {
  toGraphError,
  unwrapRefusal,
} from "../../../src/adapters/graph/refusal.ts";
import { english } from "../../../bot/messages/languages.ts";
import { saying } from "../../support/saying.ts";
import { piecesOfSuperlinearWork } from "../../support/growth.ts";

const NOON = new Date("2026-11-20T12:00:00Z");

const SUPPORT =
  " - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: 7e0c6a0e-1111-4000-8000-000000000000 - Url: https://fef.msub05.manage.microsoft.com/DeviceFE/x?api-version=5023-05-10";

const graphBody = (message: unknown): string =>
  JSON.stringify({ error: { code: "BadRequest", message } });
const intuneBody = (message: string, more: object = {}): string =>
  graphBody(
    JSON.stringify({ _version: 3, Message: message, ...more }, null, 2),
  );

function errorFor(
  status: number,
  body = graphBody(""),
  headers: Record<string, string> = {},
) {
  return toGraphError(
    "primaryUsers.set",
    "The.Permission.All",
    ["AZURE_TENANT_ID", "AZURE_CLIENT_SECRET"],
    { status, headers: new Headers(headers), body },
    NOON,
  );
}

describe("unwrapRefusal", () => {
  it.each([
    ["a plain message", graphBody("Invalid filter"), "Invalid filter"],
    ["Intune's message", intuneBody(`No such user${SUPPORT}`), "No such user"],
    [
      "a message wrapped twice",
      intuneBody(JSON.stringify({ Message: `No such user${SUPPORT}` })),
      "No such user",
    ],
    [
      "an inner service without version",
      graphBody(JSON.stringify({ ErrorCode: "X", Message: "No such user" })),
      "No such user",
    ],
    [
      "an address in the middle",
      graphBody("See https://x.example/y?z for help"),
      "See  for help",
    ],
    ["line breaks and control characters", graphBody("a\r\n\u0007 b"), "a b"],
    ["JSON without a message", graphBody('{"a":1}'), '{"a":1}'],
    ["a message that is no text", graphBody({ a: 1 }), ""],
    ["a page of HTML", "<html>Bad</html>", ""],
    ["nothing", "", ""],
    ["null", "null", ""],
  ])("reads %s", (_name, body, expected) => {
    expect(unwrapRefusal(body).text).toBe(expected);
  });
});

describe("toGraphError", () => {
  it.each([
    [429, "graph.throttled", true],
    [408, "graph.unavailable", true],
    [500, "graph.unavailable", true],
    [501, "graph.unavailable", true],
    [503, "graph.unavailable", true],
    [504, "graph.unavailable", true],
    [401, "graph.sign-in-failed", false],
    [403, "graph.forbidden", false],
    [404, "graph.not-found", false],
    [400, "graph.refused", false],
    [409, "graph.refused", false],
    [412, "graph.refused", false],
  ])("makes of %i %s", (status, code, retryable) => {
    expect(errorFor(status)).toMatchObject({ code, retryable });
  });

  it.each(
    [302, 307, 400, 401, 403, 404, 405, 407, 409, 410, 412, 451].flatMap(
      (status) =>
        [
          "<html>Access denied by your organisation's proxy</html>",
          "Forbidden",
          "",
          "{}",
          '{"error":"access_denied"}',
          '[{"error":{}}]',
        ].map((body) => [status, body] as const),
    ),
  )("believes no %i that is not in Graph's envelope: %j", (status, body) => {
    const error = errorFor(status, body);
    expect(error).toMatchObject({
      code: "graph.foreign-answer",
      retryable: true,
    });
    expect(english.t(error.userMessage)).toContain(`HTTP ${status}`);
  });

  it.each([429, 503])("passes on how long to wait after %i", (status) => {
    expect(errorFor(status, "", { "Retry-After": "3" }).retryAfterMs).toBe(
      3_000,
    );
    expect(errorFor(status).retryAfterMs).toBeUndefined();
  });

  it.each([
    [
      "the scopes Intune names",
      intuneBody(
        `Application must have one of the following scopes: A.Read.All, B.ReadWrite.All${SUPPORT}`,
      ),
      "A.Read.All / B.ReadWrite.All",
    ],
    [
      "nothing that does not look like a scope",
      intuneBody("one of the following scopes: please, call us"),
      "The.Permission.All",
    ],
    ["what the operation needs", graphBody("no"), "The.Permission.All"],
  ])("names %s", (_name, body, permission) => {
    expect(errorFor(403, body)).toMatchObject({ permission });
  });

  it("takes a 401 for trouble with the identity, and names no permission", () => {
    const error = errorFor(401, graphBody("Access token has expired."));

    expect(english.t(error.userMessage)).toContain(
      "GRAPH_URL, AZURE_TENANT_ID, AZURE_CLIENT_SECRET",
    );
    expect(english.t(error.userMessage)).not.toMatch(/permission/i);
    expect(error.message).toContain("401");
  });

  it("takes a 401 of Intune's back end that names scopes for a missing permission", () => {
    expect(
      errorFor(
        401,
        intuneBody(`one of the following scopes: A.Read.All${SUPPORT}`),
      ),
    ).toMatchObject({ code: "graph.forbidden", permission: "A.Read.All" });
  });

  it.each<[string, number, string, Record<string, string>, string]>([
    [
      "the header",
      412,
      "",
      { "X-Msft-Approval-Code": "x" },
      "graph.needs-approval",
    ],
    [
      "a header in the body",
      400,
      intuneBody("no", { HttpHeaders: '{"X-Msft-Approval-Code":"x"}' }),
      {},
      "graph.needs-approval",
    ],
    [
      "the text",
      412,
      intuneBody("Approval Required."),
      {},
      "graph.needs-approval",
    ],
    [
      "a demand to justify",
      400,
      intuneBody("Header x-msft-approval-justification is missing"),
      {},
      "graph.needs-approval",
    ],
    [
      "no sign of it",
      400,
      intuneBody("The user is not licensed"),
      {},
      "graph.refused",
    ],
    [
      "another status",
      409,
      intuneBody("Approval Required."),
      {},
      "graph.refused",
    ],
    [
      "headers that are no JSON",
      400,
      intuneBody("no", { HttpHeaders: "x-msft" }),
      {},
      "graph.refused",
    ],
  ])("knows a needed approval by %s", (_name, status, body, headers, code) => {
    expect(errorFor(status, body, headers)).toMatchObject({ code });
  });

  it("cuts a long text short, with work that grows with the text", () => {
    const refusedWith = (dashes: string) =>
      errorFor(400, graphBody(`${dashes}x`));

    const { userMessage } = refusedWith(" -".repeat(500_000));

    expect(english.t(userMessage).length).toBeLessThan(330);
    expect(piecesOfSuperlinearWork([" -"], 100_000, refusedWith)).toEqual([]);
  });

  it("keeps what was said out of what is logged", () => {
    const refused = errorFor(400, graphBody("Ben Fischer has no license"));

    expect(english.t(refused.userMessage)).toContain("Ben Fischer");
    expect(refused.message).not.toContain("Ben");
    expect(refused.message).toContain("400");
  });

  it("says the status when there is no text", () => {
    expect(errorFor(400)).toMatchObject({
      userMessage: saying("Microsoft refused this: HTTP 400"),
    });
  });
});
