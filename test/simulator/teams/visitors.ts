import type { Contoso, Person } from "../contoso.ts";

/** Somebody whom Teams can be looked at as. */
export interface Visitor {
  /** Names them in addresses. */
  readonly key: string;
  /** What they are in Custodian. */
  readonly role: string;
  readonly person: Person;
}

/** One of each role. Whoever wants to see that nobody approves their own request needs two approvers. */
export function visitorsOf({ cast }: Contoso): readonly Visitor[] {
  return [
    { key: "approver", role: "approver", person: cast.approver },
    { key: "admin", role: "approver and admin", person: cast.admin },
    {
      key: "second-approver",
      role: "approver by a nested group",
      person: cast.nestedApprover,
    },
    { key: "technician", role: "technician", person: cast.technician },
    { key: "staging-lead", role: "staging lead", person: cast.stagingLead },
    { key: "employee", role: "employee", person: cast.employee },
    { key: "gains", role: "gets a device", person: cast.newOwner },
    { key: "guest", role: "guest", person: cast.guest },
  ];
}
