import type {
  ConversationReference,
  ConversationReferenceStore,
} from "../protocol/wire.ts";
import type { InstallationStore } from "../../src/ports/stores/installationStore.ts";
import type { ChannelStore } from "../../src/ports/stores/channelStore.ts";

/**
 * The store in which teamsfx keeps where the bot is installed. Ours is the database, because its own is a file
 * beside the process: lost with the container, and different on every replica.
 */
export function createInstallations(
  store: InstallationStore,
): ConversationReferenceStore {
  return {
    // teamsfx keeps the first reference of a chat; the newest has the address that Teams answers at now.
    add: (key, reference) =>
      store.add(key, toLastingReference(reference), true),
    remove: (key) => store.remove(key),
    async list(pageSize = 100, continuationToken) {
      const after = continuationToken ? continuationToken : null;
      const page = await store.list(pageSize, after);
      return {
        data: page.map(
          ({ reference }) => reference as Partial<ConversationReference>,
        ),
        continuationToken:
          page.length < pageSize ? "" : (page.at(-1)?.key ?? ""),
      };
    },
  };
}

/**
 * Finds where Teams answers for this tenant, for people of whom nothing else is known: every channel and chat of a
 * tenant is served from the same region.
 */
export function createServiceUrlFinder(stores: {
  readonly channels: Pick<ChannelStore, "listUsable">;
  readonly installations: Pick<InstallationStore, "list">;
}): () => Promise<string | null> {
  return async () => {
    const [channel] = await stores.channels.listUsable();
    if (channel !== undefined) return channel.serviceUrl;
    const [installation] = await stores.installations.list(1, null);
    const reference = installation?.reference as
      Partial<ConversationReference> | undefined;
    return reference?.serviceUrl ?? null;
  };
}

// With its activity id a reference makes every later message a reply to the one it was taken from.
function toLastingReference(
  reference: Partial<ConversationReference>,
): Partial<ConversationReference> {
  const lasting = { ...reference };
  delete lasting.activityId;
  return lasting;
}
