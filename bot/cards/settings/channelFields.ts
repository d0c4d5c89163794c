import {
  languageField,
  MOST_SCOPE_CHARACTERS,
  scopeField,
} from "../../../src/domain/settings/channelFields.ts";
import { shareOf } from "../../../src/domain/settings/channelScope.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import { asText } from "../../text/asText.ts";
import { english, LANGUAGES, messagesOf } from "../../messages/languages.ts";
import { nameOfChannel } from "./fieldTexts.ts";
import {
  field,
  noteField,
  typed,
  withHelpText,
  type Field,
  type Form,
} from "./form.ts";

const NAME_LENGTH = 100;

/** What each channel in use takes and speaks, as many as fit. */
export function channelFields(form: Form): readonly Field[] {
  const { page, options, extent, messages } = form;
  // First the one that was come from, so that it can be given its scope however many there are.
  const isHere = (id: string) => id === options.hereId;
  const inOrder = page.channels.toSorted(
    (a, b) => Number(isHere(b)) - Number(isHere(a)),
  );
  const fields = inOrder
    .slice(0, extent.channels)
    .flatMap((id) => fieldsOf(form, id, isHere(id)));
  const count = page.channels.length - extent.channels;
  return count === 0
    ? fields
    : [
        ...fields,
        noteField(
          form,
          "more-channels",
          messages.settings.moreChannels({ count }),
        ),
      ];
}

function fieldsOf(
  form: Form,
  id: ChannelId,
  isHere: boolean,
): readonly Field[] {
  const { page, messages } = form;
  const { share, thisChannel } = messages.settings;
  const scope = page.values.channelScopes[id];
  const takes = shareOf(id, page.channels, page.values.channelScopes);
  const name = asText(nameOfChannel(id, page.chosen, messages), NAME_LENGTH);
  return [
    field(form, scopeField("categories", id), {
      ...namesInput(form, id, "categories", scope?.categories),
      hasName: true,
      name: isHere ? `${thisChannel} (${name})` : name,
      detail: `  ${share[takes]}`,
    }),
    field(
      form,
      scopeField("prefixes", id),
      namesInput(form, id, "prefixes", scope?.namePrefixes),
    ),
    languageChoice(form, id),
  ];
}

function namesInput(
  form: Form,
  channelId: ChannelId,
  kind: "categories" | "prefixes",
  stored: readonly string[] = [],
) {
  const { labels, hints, help } = form.messages.settings;
  return {
    isList: true,
    labelText: labels[kind],
    hintText: hints.names,
    value: typed(form, scopeField(kind, channelId), stored.join("\n")).slice(
      0,
      MOST_SCOPE_CHARACTERS,
    ),
    maxLength: MOST_SCOPE_CHARACTERS,
    ...withHelpText(form, help[kind]),
  };
}

/** In the languages' own names, so that whoever reads one of them finds it. */
function languageChoice(form: Form, channelId: string): Field {
  const { page, messages } = form;
  const stored = page.values.channelLanguages[channelId] ?? english.language;
  const value = typed(form, languageField(channelId), stored);
  return field(form, languageField(channelId), {
    isChoice: true,
    labelText: messages.settings.labels.language,
    value: LANGUAGES.some((one) => one === value) ? value : english.language,
    choices: LANGUAGES.map((language) => ({
      titleText: messagesOf(language).languageName,
      value: language,
    })),
    ...withHelpText(form, messages.settings.help.language),
  });
}
