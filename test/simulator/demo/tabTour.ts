import { setTimeout as delay } from "node:timers/promises";
import type {
  AnswerReply,
  Changes,
  ProposalDetail,
  ProposalPage,
} from "../../../bot/tab/api/shapes.ts";
import type { Cloud } from "../cloud.ts";
import type { Person } from "../contoso.ts";
import { parseJson } from "../server.ts";
import type { HostPage } from "../teams/hostPage.ts";
import { editedTimes, expectThat, waitForCard, type Step } from "./steps.ts";

/** The tab's data as its pages ask for it, through the page that plays Teams, with tokens of the simulated login. */
export async function playTab(
  cloud: Cloud,
  host: HostPage,
  step: Step,
): Promise<void> {
  const { teams, contoso } = cloud;
  const { approver, technician } = contoso.cast;
  const device = contoso.stories.leftBehind;

  const waiting = await step(
    `Tab: ${device.deviceName} reports its logons, and its proposal waits in ${approver.displayName}'s tab, too`,
    async () => {
      const page = await fetch(`${host.url}/tab/`);
      expectThat(page.ok, "the tab's page", `status ${page.status}`);
      const { status } = await cloud.report(device);
      expectThat(status === 202, "202 Accepted", `status ${status}`);
      const card = await teams.waitForMessage(
        `a card about ${device.deviceName}`,
        (message) =>
          message.allText.includes(device.deviceName) &&
          message.buttons.includes("Someone else…"),
      );
      const { proposals } = await ask<ProposalPage>(
        cloud,
        host,
        approver,
        "proposals?place=waiting",
      );
      const summary = proposals.find((one) => one.device.id === device.id);
      expectThat(
        summary !== undefined,
        `${device.deviceName} in the list`,
        proposals.map((one) => one.device.name).join(", "),
      );
      const proposal = await ask<ProposalDetail>(
        cloud,
        host,
        approver,
        `proposals/${summary.id}`,
      );
      return { card, proposal };
    },
    ({ proposal }) => `${proposal.title} (${proposal.acts.join(" | ")})`,
  );

  const { card, proposal } = waiting;
  await step(
    `Tab: ${technician.displayName}, who is no approver, gets no buttons and tries all the same`,
    async () => {
      const { acts } = await ask<ProposalDetail>(
        cloud,
        host,
        technician,
        `proposals/${proposal.id}`,
      );
      expectThat(acts.length === 0, "nothing to press", acts.join(", "));
      const answer = await send(
        cloud,
        host,
        technician,
        `proposals/${proposal.id}/answer`,
        { act: "approve", version: proposal.version },
      );
      expectThat(
        !/"kind":"(done|checking)"/.test(answer.text) &&
          card.buttons.includes("Approve"),
        "a refusal, and the card as it was",
        answer.text,
      );
      return answer;
    },
    ({ text }) => `refused: ${messageIn(text)}`,
  );

  const { since } = await ask<Changes>(cloud, host, approver, "changes");
  await step(
    `Tab: ${approver.displayName} approves there, and the card in the channel changes`,
    async () => {
      const { text } = await send(
        cloud,
        host,
        approver,
        `proposals/${proposal.id}/answer`,
        { act: "approve", version: proposal.version },
      );
      const reply = parseJson(text) as AnswerReply;
      expectThat(reply.kind === "done", "that it is done", text);
      return waitForCard(
        card,
        teams,
        (message) => !message.buttons.includes("Approve"),
        "the card edited in place, without the button Approve",
      );
    },
    (message) => `${message.summary} (${editedTimes(message)})`,
  );

  await step(
    "Tab: it is told by itself when Intune shows the change",
    async () => {
      const giveUpAt = Date.now() + 25_000;
      let cursor = since;
      for (;;) {
        const changes = await ask<Changes>(
          cloud,
          host,
          approver,
          `changes?since=${encodeURIComponent(cursor)}`,
        );
        cursor = changes.since;
        const now = await ask<ProposalDetail>(
          cloud,
          host,
          approver,
          `proposals/${proposal.id}`,
        );
        if (now.acts.includes("undo")) return now;
        expectThat(Date.now() < giveUpAt, "the button Undo", now.title);
        await delay(50);
      }
    },
    ({ title }) => title,
  );
}

async function ask<Reply>(
  cloud: Cloud,
  host: HostPage,
  person: Person,
  path: string,
): Promise<Reply> {
  const { status, text } = await send(cloud, host, person, path);
  expectThat(status === 200, `200 to ${path}`, `status ${status}: ${text}`);
  return parseJson(text) as Reply;
}

async function send(
  cloud: Cloud,
  host: HostPage,
  person: Person,
  path: string,
  body?: object,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${host.url}/api/tab/${path}`, {
    method: body ? "POST" : "GET",
    headers: {
      authorization: `Bearer ${cloud.ssoToken(person)}`,
      "accept-language": "en-US",
      origin: host.url,
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, text: await response.text() };
}

/** What a refusal says to people, whether it is the answer or an error. */
function messageIn(text: string): string {
  const reply = parseJson(text) as
    { message?: string; error?: { message: string } } | undefined;
  return reply?.message ?? reply?.error?.message ?? text;
}
