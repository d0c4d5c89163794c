import type { Me } from "./shapes.ts";
import { plain } from "./summary.ts";
import { ACCESS_MS, type ApiDeps, type Resource } from "./router.ts";

/** Who is signed in, and what the page may offer them. */
export function createMe({ custodian }: ApiDeps): Resource {
  return {
    method: "get",
    path: "/me",
    async answer({ signedIn, access }): Promise<Me> {
      const { userId, name } = signedIn;
      const [rights, isObserving] = await Promise.all([
        custodian.questions.rightsOf(userId, ACCESS_MS),
        custodian.isObserving(),
      ]);
      const isComplete = rights.isComplete && access.kind !== "undecided";
      return {
        id: userId,
        name: plain(rights.name ?? name ?? ""),
        may: {
          decide: rights.decide,
          administer: rights.administer,
          seeLogons: access.kind === "full",
        },
        isObserving: isObserving && rights.administer,
        isComplete,
        isAllSaid: isComplete,
      };
    },
  };
}
