import type { Contradicted } from "../../../src/domain/evidence/agreement.ts";
import type { Messages } from "../../messages/messages.ts";
import { listNames, nameOf } from "./people.ts";

/** Who says whom, as a clause. Names are made inert; the messages are for text runs. */
export function tellContradiction(
  { reported, signedIn, lastLogon }: Contradicted,
  messages: Messages,
): string {
  const { contradiction } = messages;
  const names = {
    reported: listNames(reported, messages),
    signedIn: listNames(signedIn, messages),
  };
  if (!lastLogon) return contradiction.signIns(names);
  const last = { ...names, lastLogon: nameOf(lastLogon, messages) };
  return signedIn.length > 0
    ? contradiction.both(last)
    : contradiction.lastLogons(last);
}
