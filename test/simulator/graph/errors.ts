import { randomUUID } from "node:crypto";
import type { Answer, Call } from "../server.ts";

/** Graph's error envelope. `innerError.date` is UTC without a Z, as Graph writes it. */
export function graphError(
  call: Call,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const requestId = randomUUID();
  const sent = call.headers["client-request-id"];
  const clientRequestId = typeof sent === "string" ? sent : requestId;
  return {
    status,
    headers: {
      "request-id": requestId,
      "client-request-id": clientRequestId,
      ...headers,
    },
    body: {
      error: {
        code,
        message,
        innerError: {
          date: new Date().toISOString().slice(0, 19),
          "request-id": requestId,
          "client-request-id": clientRequestId,
        },
      },
    },
  };
}

/** Intune's errors: `message` is itself JSON, indented, with CRLF. */
export function intuneError(
  call: Call,
  status: number,
  code: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const back = encodeURIComponent(call.path.replace(/^\/(v1\.0|beta)\//, ""));
  const inner = {
    _version: 3,
    Message: `${text} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: ${randomUUID()} - Url: https://fef.msub05.manage.microsoft.com/DeviceFE/StatelessDeviceFEService/${back}?api-version=5023-05-10`,
    CustomApiErrorPhrase: "",
    RetryAfter: null,
    ErrorSourceService: "",
    HttpHeaders: JSON.stringify(headers),
  };
  const message = JSON.stringify(inner, null, 2).replaceAll("\n", "\r\n");
  return graphError(call, status, code, message, headers);
}

export function resourceNotFound(call: Call, id: string): Answer {
  return graphError(
    call,
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

export function unsupportedQuery(call: Call, message: string): Answer {
  return graphError(call, 400, "Request_UnsupportedQuery", message);
}

export function unknownProperty(
  call: Call,
  property: string,
  type: string,
): Answer {
  return graphError(
    call,
    400,
    "BadRequest",
    `Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`,
  );
}
