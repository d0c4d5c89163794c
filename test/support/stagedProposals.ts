import type { Handoff, HandoffId } from "../../src/domain/handoffs/handoff.ts";
import type { Batch } from "../../src/domain/proposals/batch.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import type { ChannelId } from "../../src/domain/channels/channel.ts";
import type { PersonRef, UserId } from "../../src/domain/people/user.ts";
import { followHandoff } from "../../src/usecases/handoffs/followHandoff.ts";
import type { Person } from "../simulator/contoso.ts";
import { after, DAY_MS } from "./builders.ts";
import { aChannel, type CustodianOnCloud } from "./custodianOnCloud.ts";
import { aHandoff, STAGING } from "./stagingExamples.ts";

/** A posted proposal that followed from a handoff, for `to` to have the device. The handoff does not name it yet. */
export async function aStagedProposal(
  app: CustodianOnCloud,
  to: Person = app.contoso.cast.newOwner,
  handoff: Partial<Handoff> = {},
): Promise<Proposal> {
  const device = app.aDevice({ logons: { [to.userPrincipalName]: 9 } });
  const made = await app.reportLogons(device);
  if (!made) throw new Error("Nothing was proposed");
  const proposal = await app.show(made.id);
  const inserted = await app.storage.handoffs.insert(
    aHandoff({
      id: crypto.randomUUID() as HandoffId,
      device: proposal.device,
      enrolledAt: after(-2 * DAY_MS),
      toUser: proposal.toUser,
      ...handoff,
    }),
  );
  if (!inserted) throw new Error("The device has a handoff");
  return proposal;
}

/**
 * A device that was handed to somebody, and of which `lead` was told; with its proposal in the channel, if it has one.
 */
export async function aToldHandoff(
  app: CustodianOnCloud,
  lead: Person,
  { isProposed = true }: { readonly isProposed?: boolean } = {},
): Promise<{
  readonly handoff: Handoff;
  readonly proposal: Proposal | null;
}> {
  const example = aHandoff({ enrolledAt: after(-2 * DAY_MS) });
  const more = {
    moments: {
      ...example.moments,
      "handed-off": { at: after(-1), source: "users-logged-on" },
    },
    lead: toPersonRef(lead),
    leadChosenAt: app.clock.now(),
  } as const;
  if (!isProposed) {
    const { id, deviceName, serialNumber } = app.aDevice();
    const handoff = {
      ...example,
      ...more,
      device: {
        ...example.device,
        id: id as Handoff["device"]["id"],
        name: deviceName,
        serialNumber,
      },
      toUser: toPersonRef(app.contoso.cast.newOwner),
    };
    await app.storage.handoffs.insert(handoff);
    return { handoff, proposal: null };
  }
  const proposal = await aStagedProposal(app, undefined, more);
  const current = await app.storage.handoffs.findCurrent(proposal.device.id);
  if (!current) throw new Error("No handoff was stored");
  await followHandoff(app.deps, current.id);
  const handoff = await app.storage.handoffs.find(current.id);
  if (!handoff) throw new Error("The handoff is gone");
  return { handoff, proposal };
}

function toPersonRef({
  id,
  displayName,
  userPrincipalName,
}: Person): PersonRef {
  return { id: id as UserId, displayName, userPrincipalName };
}

/** From now on cards go to a channel of this test's own, with no batch in it. */
export async function useFreshChannel(
  app: CustodianOnCloud,
): Promise<ChannelId> {
  for (const { id } of await app.storage.channels.listUsable())
    await app.custodian.channels.stop(id, app.channel.chosenBy);
  const channel = aChannel(app.contoso.cast.admin);
  await app.custodian.channels.use(channel);
  return channel.id;
}

/** The open digest of the account in the channel. */
export async function openBatch(
  { storage }: CustodianOnCloud,
  channelId: ChannelId,
  stagingAccount = STAGING,
): Promise<Batch> {
  const batch = await storage.batches.findOpen(stagingAccount, channelId);
  if (!batch) throw new Error("No batch is open");
  return batch;
}
