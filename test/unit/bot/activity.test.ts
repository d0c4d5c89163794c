import { expect, it } from "@jest/globals";
import { parseActivity } from "../../../bot/protocol/activity.ts";

it("an activity comes without what no database, job or address takes", () => {
  const body = String.raw`{"type":"message","text":"who LT\u0000-\ud83d1","from":{"id":"29:\ude00","name":"\ud83d\ude00"}}`;
  expect(parseActivity(Buffer.from(body))).toEqual({
    type: "message",
    text: "who LT-\ufffd1",
    from: { id: "29:\ufffd", name: "😀" },
  });
});
