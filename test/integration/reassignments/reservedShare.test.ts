import { afterAll, beforeAll, expect, it } from "@jest/globals";
import {
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";

let app: CustodianOnCloud;

beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterAll(() => app.close());

/** As a sweep, look-ups and reports do that take all they can. Time stands, so nothing comes back. */
async function useUpWhatOthersMay(): Promise<void> {
  const others = { capacity: 500, refillPerSecond: 25, leaves: 100 };
  while ((await app.storage.rates.take("graph.any", [others])) === 0);
}

it("an approval is checked, applied, verified and undone while nothing of the limit is left for others", async () => {
  const { approver, nestedApprover, newOwner } = app.contoso.cast;
  const asked = await app.propose(approver, app.aDevice(), newOwner);
  const proposal = await app.show(asked.id);
  await useUpWhatOthersMay();

  const result = await app.answer(nestedApprover, proposal, {
    kind: "approve",
  });
  expect(result.kind).toBe("done");
  expect(await app.apply(proposal.id)).toBeNull();
  expect(await app.stateOf(proposal.id)).toBe("applied");
  app.clock.advance(60_000);
  await useUpWhatOthersMay();
  expect(await app.verify(proposal.id)).not.toBe("graph.throttled");
});
