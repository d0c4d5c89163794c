import type { Cloud } from "../cloud.ts";
import { describeAnswer, expectThat, type Step } from "./steps.ts";

/** Questions about a device, typed and from the message extension. A sweep has filled the directory. */
export async function playLookUps(cloud: Cloud, step: Step): Promise<void> {
  const { teams, contoso, intune } = cloud;
  const { technician } = contoso.cast;
  const device = contoso.stories.owned;
  const primaryUser = contoso.people.get(intune.primaryUser(device) ?? "");
  const name = primaryUser?.displayName ?? "no primary user";

  await step(
    `Question: ${technician.displayName} types "who ${device.deviceName}"`,
    async () => {
      const client = teams.as(technician);
      const { ms } = await client.say("personal", `who ${device.deviceName}`);
      const answer = await teams.waitForMessage(
        `a card about ${device.deviceName}`,
        (message) =>
          message.conversation.person === technician &&
          message.allText.includes(device.serialNumber),
      );
      expectThat(
        answer.allText.includes(name),
        `${name}, as Intune says`,
        answer.allText,
      );
      return { ms, answer };
    },
    ({ ms, answer }) => `${answer.summary} (answered in ${Math.round(ms)} ms)`,
  );

  await step(
    `Extension: ${technician.displayName} searches for ${device.serialNumber} while writing a message`,
    async () => {
      const answer = await teams
        .as(technician)
        .invoke("personal", "composeExtension/query", {
          commandId: "searchDevices",
          parameters: [{ name: "query", value: device.serialNumber }],
          queryOptions: { skip: 0, count: 25 },
        });
      const body = JSON.stringify(answer.body);
      expectThat(
        answer.status === 200 &&
          body.includes(device.deviceName) &&
          body.includes(name),
        `${device.deviceName} and ${name} in the list`,
        describeAnswer(answer),
      );
      return answer;
    },
    ({ ms }) =>
      `${device.deviceName}, ${name}; answered in ${Math.round(ms)} ms`,
  );
}
