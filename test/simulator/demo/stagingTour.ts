import type { Cloud } from "../cloud.ts";
import type { SimulatedDevice } from "../contoso.ts";
import type { Message } from "../teams/teams.ts";
import {
  buttonsOf,
  describeAnswer,
  editedTimes,
  expectThat,
  waitForCard,
  waitUntil,
  type Step,
} from "./steps.ts";

/** How the title of the digest's button begins; the number of its open rows follows. */
const APPROVE = "Approve up to ";

/**
 * Staged devices, from the sweep that finds who has them to the change in Intune. The helpdesk's channel is chosen
 * already, and no sweep has run.
 */
export async function playStaging(cloud: Cloud, step: Step): Promise<void> {
  const { teams, contoso, intune } = cloud;
  const { admin, approver, newOwner, staging, stagingLead, technician } =
    contoso.cast;
  const device = contoso.stories.handedOff;
  const inIntune = (one: SimulatedDevice): string | undefined =>
    contoso.people.get(intune.primaryUser(one) ?? "")?.displayName;
  const inChatOf = (name: string) => (message: Message) =>
    message.conversation.person?.displayName === name;

  const progress = await step(
    `Sweep: ${admin.displayName} types "scan", and a card shows how far it is`,
    async () => {
      await teams.as(stagingLead).installTo("personal");
      await teams.as(admin).say("personal", "scan");
      return teams.waitForMessage(
        "a card about the sweep",
        (message) =>
          inChatOf(admin.displayName)(message) &&
          /scanning the tenant|scan finished/i.test(message.summary),
      );
    },
    ({ versions: [first] }) => String(first?.activity["summary"]),
  );
  await step(
    "Summary: the same card says what the sweep found",
    () =>
      waitForCard(
        progress,
        teams,
        ({ summary }) => summary.startsWith("Scan finished"),
        "the card edited in place, with the summary",
      ),
    (message) => `${message.summary} (${editedTimes(message)})`,
  );

  const proposal = await step(
    `Handoff: ${device.deviceName}, staged by ${staging.userPrincipalName}, has found its person, and a card asks the channel`,
    async () => {
      const message = await teams.waitForMessage(
        `a card about ${device.deviceName} with its last logons`,
        (one) =>
          one.conversation.channel === teams.channel &&
          one.allText.includes(device.deviceName) &&
          one.buttons.includes("Someone else…"),
        30_000,
      );
      for (const person of [newOwner, staging])
        expectThat(
          message.allText.includes(person.displayName),
          `${person.displayName} among the last logons`,
          message.allText,
        );
      expectThat(
        inIntune(device) === staging.displayName,
        "nothing changed in Intune yet",
        `the primary user is ${inIntune(device)}`,
      );
      return message;
    },
    (message) => `${message.summary} [${buttonsOf(message)}]`,
  );

  const notice = await step(
    `Lead: ${stagingLead.displayName} is told in private`,
    () =>
      teams.waitForMessage(
        `a card about ${device.deviceName} in the lead's chat`,
        (message) =>
          inChatOf(stagingLead.displayName)(message) &&
          message.allText.includes(device.deviceName),
        30_000,
      ),
    ({ summary }) => summary,
  );

  const digest = await step(
    `Digest: the proposals of ${staging.userPrincipalName} are on one card`,
    async () => {
      const message = await teams.waitForMessage(
        "a card with the button Approve up to …",
        ({ buttons, allText }) =>
          buttons.some((title) => title.startsWith(APPROVE)) &&
          allText.includes(device.deviceName),
        30_000,
      );
      // It begins with two, and grows while the sweep goes on.
      await waitForCard(
        message,
        teams,
        (card) => togglesOf(card).length >= 3,
        "three devices or more on it",
      );
      return message;
    },
    (message) =>
      `${togglesOf(message).length} devices, each with its veto [${buttonsOf(message)}]`,
  );

  const vetoed = togglesOf(digest).at(-1) ?? "";
  const approved = togglesOf(digest).length - 1;
  const staged = [...contoso.devices.values()].filter(
    (one) => intune.primaryUser(one) === staging.id,
  );
  const changed = (): readonly SimulatedDevice[] =>
    staged.filter((one) => intune.primaryUser(one) !== staging.id);
  await step(
    `Bulk approval: ${approver.displayName} leaves the last one out and presses Approve up to …`,
    async () => {
      const title = digest.buttons.find((one) => one.startsWith(APPROVE)) ?? "";
      const answer = await teams
        .as(approver)
        .click(digest, title, { [vetoed]: "true" });
      expectThat(
        answer.status === 200 && answer.card !== null,
        "a card in answer",
        describeAnswer(answer),
      );
      await waitUntil(
        () => changed().length === approved,
        `${approved} primary users changed in Intune`,
        () => `${changed().length} changed; the card says:\n${digest.allText}`,
        30_000,
      );
      return answer;
    },
    ({ ms }) =>
      `answered in ${Math.round(ms)} ms; in Intune now: ${changed()
        .map((one) => `${one.deviceName} ${inIntune(one)}`)
        .join(", ")}`,
  );

  await step(
    "Verified: the digest says of each row what became of it",
    () =>
      waitForCard(
        digest,
        teams,
        ({ allText }) =>
          allText.split("Done: ").length - 1 === approved &&
          allText.includes("Left out"),
        `${approved} rows done and one left out`,
      ),
    (message) =>
      `${message.allText.split("Done: ").length - 1} rows say Done, the last one: ${/Left out[^\n]*/.exec(message.allText)?.[0] ?? ""} (${editedTimes(message)})`,
  );

  await step(
    `Told: ${stagingLead.displayName}'s card and the one in the channel say so, too`,
    async () => {
      const isDone = ({ allText }: Message): boolean =>
        allText.includes(`Done: ${newOwner.displayName} is the primary user`);
      await waitForCard(proposal, teams, isDone, "the channel's card settled");
      await waitForCard(notice, teams, isDone, "the lead's card settled");
      const told = teams.botMessages.filter(
        (message) =>
          inChatOf(stagingLead.displayName)(message) &&
          message.allText.includes(device.deviceName),
      );
      expectThat(told.length === 1, "1 card for the lead", `${told.length}`);
      return notice;
    },
    (message) => `${message.summary} (the same card, ${editedTimes(message)})`,
  );

  await step(
    `Board: ${technician.displayName} types "handoffs"`,
    async () => {
      await teams.as(technician).say("personal", "handoffs");
      const board = await teams.waitForMessage(
        "the staging board",
        (message) =>
          inChatOf(technician.displayName)(message) && message.card !== null,
      );
      const { deviceName } = contoso.stories.stuck;
      expectThat(
        board.allText.includes(deviceName),
        `${deviceName}, which is stuck, on the board`,
        board.allText,
      );
      expectThat(
        new RegExp(`Confirmed in Intune: [1-9]`).test(board.allText),
        "the verified ones counted",
        board.allText,
      );
      return board;
    },
    ({ summary, allText }) =>
      `${summary} ${/Confirmed in Intune: [^.]*\./.exec(allText)?.[0] ?? ""}`,
  );
}

/** The ids of the vetoes, in the order of the rows. */
function togglesOf({ card }: Message): readonly string[] {
  return JSON.stringify(card)
    .split('"Input.Toggle"')
    .slice(1)
    .map((rest) => /"id":"([^"]+)"/.exec(rest)?.[1] ?? "");
}
