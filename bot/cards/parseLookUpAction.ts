import { z } from "zod";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import type { Question } from "../../src/domain/lookups/question.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import type { ProposalId } from "../../src/domain/proposals/proposal.ts";
import { Verb } from "./verbs.ts";
import { fromShown } from "../text/asText.ts";
import { ActionNotUnderstood, Said } from "./parseAction.ts";

/**
 * Reads what a button about a device or a person sends: an id from a list, with the page of a person's devices that
 * is asked for, or the name beside it. Neither is believed to be anything: it is looked up with what the clicker may
 * see.
 *
 * @returns null when the name is empty.
 * @throws {ActionNotUnderstood}
 */
export function parseLookUpAction(value: unknown): Question | null {
  const { verb, data } = parse(Asked, value);
  switch (verb) {
    case Verb.lookUpWho:
      return { kind: "who", id: data.id as DeviceId };
    case Verb.lookUpDevice:
      return { kind: "device", id: data.id as DeviceId };
    case Verb.lookUpUser:
      return { kind: "user", id: data.id as UserId };
    case Verb.lookUpUserPage:
      return { kind: "user", id: data.id as UserId, page: data.page };
    case Verb.findDevice:
      return data.name ? { kind: "who", name: data.name } : null;
    case Verb.findUser:
      return data.name ? { kind: "user", name: data.name } : null;
  }
}

/** @throws {ActionNotUnderstood} */
export function parseProposalId(value: unknown): ProposalId {
  return parse(OneProposal, value).data.id as ProposalId;
}

/**
 * Which device for whom, in the words of `propose`: an id of a row that was chosen, and what was typed of the other.
 *
 * @returns `user` null for a shared device.
 * @throws {ActionNotUnderstood}
 */
export function parseProposeChoice(value: unknown): {
  readonly device: string;
  readonly user: string | null;
  readonly why?: string;
} {
  const { device, user, why } = parse(Pair, value).data;
  return {
    device,
    user: user.toLowerCase() === SHARED ? null : user,
    ...(why !== undefined && { why }),
  };
}

/** Stands for nobody, as in the command. */
export const SHARED = "shared";

const LONGEST_NAME = 200;

const Chosen = z.object({ id: z.guid().toLowerCase() });

/** A text input that nobody touched may be left out. */
const Named = z.object({
  name: z
    .string()
    .max(10_000)
    .default("")
    .transform((name) => fromShown(name).trim().slice(0, LONGEST_NAME)),
});

const Asked = z.discriminatedUnion("verb", [
  z.object({ verb: z.literal(Verb.lookUpWho), data: Chosen }),
  z.object({ verb: z.literal(Verb.lookUpDevice), data: Chosen }),
  z.object({ verb: z.literal(Verb.lookUpUser), data: Chosen }),
  z.object({
    verb: z.literal(Verb.lookUpUserPage),
    // There may be no such page any more.
    data: Chosen.extend({ page: z.int().min(0).max(1_000_000) }),
  }),
  z.object({ verb: z.literal(Verb.findDevice), data: Named }),
  z.object({ verb: z.literal(Verb.findUser), data: Named }),
]);

const OneProposal = z.object({
  verb: z.literal(Verb.lookUpProposal),
  data: z.object({ id: z.string().min(1).max(100) }),
});

const half = z
  .string()
  .transform((text) => fromShown(text).trim())
  .pipe(z.string().min(1).max(LONGEST_NAME));

const Pair = z.object({
  verb: z.literal(Verb.lookUpPropose),
  data: z.object({ device: half, user: half, why: Said }),
});

function parse<Shape>(action: z.ZodType<Shape>, value: unknown): Shape {
  const parsed = z.object({ action }).safeParse(value);
  if (parsed.success) return parsed.data.action;
  throw new ActionNotUnderstood(
    parsed.error.issues.map(({ path }) => path.join(".")).join(", "),
    (messages) => messages.notUnderstood.lookUp,
  );
}
