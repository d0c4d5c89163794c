/** Every verb a template in cards/ may use. test/cards/verbs.test.ts keeps the two, and bot/routes.ts, in step. */
export const Verb = {
  approve: "proposal.approve",
  reject: "proposal.reject",
  snooze: "proposal.snooze",
  someoneElse: "proposal.someone-else",
  undo: "proposal.undo",
  tryAgain: "proposal.try-again",
  help: "command.help",
  pending: "command.pending",
  audit: "command.audit",
  useThisChannel: "command.use-this-channel",
  stopUsingThisChannel: "command.stop-using-this-channel",
} as const;

export type VerbName = (typeof Verb)[keyof typeof Verb];
