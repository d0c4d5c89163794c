import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** Where the question was asked, by the names Teams' manifest uses. */
export type HelpScope = "personal" | "team" | "groupChat";

interface HelpContext {
  /** Shows what only admins may do; the commands themselves check again. */
  readonly isAdmin?: boolean;
  /** By which the bot is mentioned where it has to be. */
  readonly botName?: string;
  readonly messages?: Messages;
}

/** The commands of a scope, those that need nothing typed also as buttons. */
export function renderHelp(
  scope: HelpScope,
  { isAdmin = false, botName, messages = english }: HelpContext = {},
): RenderedCard {
  const { commands, typed } = messages.help;
  const inTeam = scope === "team";
  return fillTemplate("help", {
    messages: messages.labels,
    summary: messages.help.summary,
    intro: messages.help.intro,
    needsMention: scope !== "personal",
    mention: messages.help.mention({ name: botName ?? messages.custodian }),
    commands: [
      { usage: `who <${typed.device}>`, meaning: commands.who },
      { usage: `device <${typed.device}>`, meaning: commands.device },
      { usage: `user <${typed.person}>`, meaning: commands.user },
      {
        usage: `propose <${typed.device}> <${typed.person}>`,
        meaning: commands.propose,
      },
      {
        usage: `propose <${typed.device}> shared`,
        meaning: commands.proposeShared,
      },
      { usage: `approve <${typed.device}>`, meaning: commands.approve },
      { usage: `undo <${typed.device}>`, meaning: commands.undo },
      { usage: "pending", meaning: commands.pending },
      { usage: "handoffs", meaning: commands.handoffs },
      { usage: "notify me", meaning: commands.notifyMe },
      { usage: "stop notifying me", meaning: commands.stopNotifying },
      { usage: "help", meaning: commands.help },
    ],
    isAdmin,
    isAdminInTeam: isAdmin && inTeam,
    adminCommands: isAdmin
      ? [
          { usage: "scan", meaning: commands.scan },
          { usage: "preview", meaning: commands.preview },
          { usage: "preview csv", meaning: commands.previewCsv },
          { usage: "settings", meaning: commands.settings },
          { usage: `ask again <${typed.device}>`, meaning: commands.askAgain },
          { usage: "audit", meaning: commands.audit },
          { usage: `audit <${typed.device}>`, meaning: commands.auditDevice },
          { usage: "audit verify", meaning: commands.auditVerify },
          {
            usage: `audit erase <${typed.entries}> <${typed.reason}>`,
            meaning: commands.auditErase,
          },
          { usage: "audit export", meaning: commands.auditExport },
          ...(inTeam
            ? [
                { usage: "use this channel", meaning: commands.useThisChannel },
                {
                  usage: "stop using this channel",
                  meaning: commands.stopUsingThisChannel,
                },
              ]
            : []),
        ]
      : [],
  });
}
