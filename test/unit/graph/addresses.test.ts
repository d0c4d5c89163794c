import { describe, expect, it } from "@jest/globals";
import {
  microsoftOrigin,
  odataString,
  pathSegment,
  tokenScope,
} from "../../../src/adapters/graph/addresses.ts";
import { GraphNotFound } from "../../../src/ports/graphErrors.ts";

describe("tokenScope", () => {
  it.each([
    ["https://graph.microsoft.com", "https://graph.microsoft.com/.default"],
    ["https://graph.microsoft.us", "https://graph.microsoft.us/.default"],
    [
      "https://dod-graph.microsoft.us/",
      "https://dod-graph.microsoft.us/.default",
    ],
    [
      "https://MicrosoftGraph.ChinaCloudApi.cn",
      "https://microsoftgraph.chinacloudapi.cn/.default",
    ],
    ["https://localhost:8443/graph", "https://graph.microsoft.com/.default"],
    [
      "https://graph.microsoft.us.evil.example",
      "https://graph.microsoft.com/.default",
    ],
  ])("for %s is %s", (url, scope) => {
    expect(tokenScope(url)).toBe(scope);
  });
});

describe("microsoftOrigin", () => {
  it("names objects of a sovereign cloud by that cloud", () => {
    expect(microsoftOrigin("https://graph.microsoft.us")).toBe(
      "https://graph.microsoft.us",
    );
  });
});

describe("odataString", () => {
  it.each([
    ["LAP-001", "'LAP-001'"],
    ["O'Brien", "'O''Brien'"],
    ["x' or deviceName ne '", "'x'' or deviceName ne '''"],
    ["a&$select=id#+%?/", "'a&$select=id#+%?/'"],
    ["Zoë's 💻", "'Zoë''s 💻'"],
  ])("keeps %s within its quotes", (text, literal) => {
    const encoded = odataString(text);

    expect(decodeURIComponent(encoded)).toBe(literal);
    expect(encoded).not.toMatch(/['&#+?/ $]/);
  });
});

describe("pathSegment", () => {
  it.each(["", ".", ".."])("refuses %p", (value) => {
    expect(() => pathSegment("users.find", value)).toThrow(GraphNotFound);
  });

  it.each([
    ["a/../b", "a%2F..%2Fb"],
    ["...", "..."],
    ["%2e%2e", "%252e%252e"],
    ["a\\b", "a%5Cb"],
  ])("keeps %s in one segment", (value, expected) => {
    const segment = pathSegment("users.find", value);

    expect(segment).toBe(expected);
    expect(new URL(`https://host/users/${segment}/x`).pathname).toBe(
      `/users/${segment}/x`,
    );
  });
});
