import { z } from "zod";
import type {
  Channel,
  ChannelNames,
} from "../../src/domain/channels/channel.ts";
import { CONNECTOR_HTTP, sendToConnector } from "../protocol/connectorHttp.ts";

const Team = z.object({ name: z.string().nullish() });
const Channels = z.object({
  conversations: z.array(
    z.object({ id: z.string(), name: z.string().nullish() }),
  ),
});

/** Far more than Teams takes; what it says is kept and drawn. */
const LONGEST_NAME = 200;

/**
 * Asks Teams what people call a team and one of its channels. botbuilder's connector has no call for either.
 *
 * @param authorization of the bot, for this service address.
 * @returns null when the team has no such channel.
 * @throws {ConnectorFailure}
 */
export async function readChannelNames(
  { id, serviceUrl }: Pick<Channel, "id" | "serviceUrl">,
  teamId: string,
  authorization: string,
): Promise<ChannelNames | null> {
  const base = `${serviceUrl.replace(/\/+$/, "")}/v3/teams/${encodeURIComponent(teamId)}`;
  const read = async (url: string): Promise<unknown> => {
    const request = {
      method: "GET",
      url,
      headers: { authorization },
      body: undefined,
    };
    return JSON.parse((await sendToConnector(request, CONNECTOR_HTTP)).body);
  };
  const [team, channels] = await Promise.all([
    read(base).then((body) => Team.parse(body)),
    read(`${base}/conversations`).then((body) => Channels.parse(body)),
  ]);
  const found = channels.conversations.find((one) => one.id === id);
  return found
    ? { team: shorten(team.name), channel: shorten(found.name) }
    : null;
}

function shorten(name: string | null | undefined): string | null {
  return name?.trim().slice(0, LONGEST_NAME) || null;
}
