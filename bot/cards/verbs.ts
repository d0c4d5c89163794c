/** Every verb a template in cards/ may use. test/cards/verbs.test.ts keeps the two, and bot/routes.ts, in step. */
export const Verb = {
  approve: "proposal.approve",
  reject: "proposal.reject",
  snooze: "proposal.snooze",
  wakeNow: "proposal.wake-now",
  someoneElse: "proposal.someone-else",
  undo: "proposal.undo",
  tryAgain: "proposal.try-again",
  refreshProposal: "proposal.refresh",
  lookUpWho: "lookup.who",
  lookUpDevice: "lookup.device",
  lookUpUser: "lookup.user",
  lookUpUserPage: "lookup.user-page",
  lookUpProposal: "lookup.proposal",
  lookUpPropose: "lookup.propose",
  findDevice: "lookup.find-device",
  findUser: "lookup.find-user",
  help: "command.help",
  pending: "command.pending",
  handoffs: "command.handoffs",
  scan: "command.scan",
  audit: "command.audit",
  auditPage: "audit.page",
  previewCsv: "command.preview-csv",
  previewPage: "preview.page",
  boardPage: "board.page",
  pendingPage: "pending.page",
  approveBatch: "batch.approve",
  approveAllOfBatch: "batch.approve-all",
  rejectForm: "batch.reject-form",
  rejectBatch: "batch.reject",
  undoForm: "batch.undo-form",
  undoBatch: "batch.undo",
  batchPage: "batch.page",
  objectToHandoff: "handoff.object",
  settleObjection: "handoff.settle",
  saveSettings: "settings.save",
  useThisChannel: "command.use-this-channel",
  stopUsingThisChannel: "command.stop-using-this-channel",
} as const;

/** The dialogs that Teams may open: what a `task/fetch` or `task/submit` of ours carries as `kind`. */
export const Dialog = {
  settings: "settings",
  proposalDetails: "proposal-details",
  deviceDetails: "device-details",
  handTo: "hand-to",
} as const;

export type DialogKind = (typeof Dialog)[keyof typeof Dialog];

export type VerbName = (typeof Verb)[keyof typeof Verb];

/**
 * The message extension's search commands, by their ids in the app's manifest. test/unit/appPackage keeps them in
 * step.
 */
export const ExtensionQuery = {
  devices: "searchDevices",
  people: "searchPeople",
} as const;

export type ExtensionQuery =
  (typeof ExtensionQuery)[keyof typeof ExtensionQuery];

/** Its action commands, each with a dialog. */
export const ExtensionAction = {
  propose: "proposePrimaryUser",
  lookUpInMessage: "lookUpInMessage",
} as const;

export type ExtensionAction =
  (typeof ExtensionAction)[keyof typeof ExtensionAction];

/** What a card's choice set may search: the `dataset` of its `Data.Query`. */
export const Dataset = { devices: "devices", people: "people" } as const;

export type DatasetName = (typeof Dataset)[keyof typeof Dataset];
