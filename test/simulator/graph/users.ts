import { PLAN_IDS, type Contoso, type Group, type Person } from "../contoso.ts";
import { tell, type Faults } from "../faults.ts";
import { parseJson, type Answer, type Call } from "../server.ts";
import {
  graphError,
  resourceNotFound,
  unknownProperty,
  unsupportedQuery,
} from "./errors.ts";
import {
  FilterSyntaxError,
  matches,
  pageOf,
  parseFilter,
  selectOf,
  testsOf,
  type Filter,
} from "./odata.ts";

/** GET /users/{id or UPN} */
export function getUser(
  contoso: Contoso,
  call: Call,
  name: string,
  faults: Faults,
): Answer {
  const person = findPerson(contoso, name);
  if (!person) return resourceNotFound(call, name);
  const select = selectOf(call.query);
  const unknown = select.find((property) => !SELECTABLE.has(property));
  if (unknown) return unknownProperty(call, unknown, "user");
  return {
    status: 200,
    body: {
      "@odata.context":
        "https://graph.microsoft.com/v1.0/$metadata#users/$entity",
      ...hide(person, renderUser(person, select), faults),
    },
  };
}

/** What an application with too few permissions, or an odd account, does not show. */
function hide(
  { id }: Person,
  user: Readonly<Record<string, unknown>>,
  { accountEnabled, oddAccounts, basicUsersOnly }: Faults,
): Readonly<Record<string, unknown>> {
  const isOdd = oddAccounts.size === 0 || oddAccounts.has(id);
  const shown = Object.entries(user).filter(
    ([name]) => !basicUsersOnly || BASIC_PROPERTIES.has(name),
  );
  return Object.fromEntries(
    shown.map(([name, value]) => [
      name,
      name === "accountEnabled" && isOdd ? tell(accountEnabled, value) : value,
    ]),
  );
}

/** https://learn.microsoft.com/graph/permissions-reference#userreadbasicall */
const BASIC_PROPERTIES: ReadonlySet<string> = new Set([
  "id",
  "displayName",
  "givenName",
  "surname",
  "mail",
  "userPrincipalName",
]);

/** GET /users */
export function listUsers(contoso: Contoso, call: Call): Answer {
  const select = selectOf(call.query);
  const unknown = select.find((property) => !SELECTABLE.has(property));
  if (unknown) return unknownProperty(call, unknown, "user");
  if (call.query.has("$skip"))
    return graphError(
      call,
      400,
      "Request_BadRequest",
      "'$skip' is not supported by the service.",
    );
  const top = pageSize(call);
  if (typeof top !== "number") return top;
  const eventual = call.headers["consistencylevel"] === "eventual";
  const counted = call.query.get("$count") === "true";

  let people = [...contoso.people.values()];
  const search = call.query.get("$search");
  if (search) {
    if (!eventual)
      return unsupportedQuery(
        call,
        "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
      );
    const clauses = [...search.matchAll(/"(\w+):((?:[^"\\]|\\.)*)"/g)];
    if (clauses.length === 0)
      return graphError(
        call,
        400,
        "BadRequest",
        `Syntax error: character '${search[0] ?? ""}' is not valid at position 0 in '${search}'.`,
      );
    people = people.filter((person) =>
      clauses.some(([, property = "", text = ""]) =>
        searchMatches(person, property, text.replace(/\\(.)/g, "$1")),
      ),
    );
  }
  const text = call.query.get("$filter");
  if (text) {
    try {
      const filter = parseFilter(text);
      if (needsAdvanced(filter) && !(eventual && counted))
        return unsupportedQuery(
          call,
          "Unsupported Query. The query needs the header 'ConsistencyLevel: eventual' and $count=true.",
        );
      people = people.filter((person) =>
        matches(filter, (property) => {
          if (!FILTERABLE.has(property))
            throw new FilterSyntaxError(`Unsupported property ${property}`);
          return fullUser(person)[property];
        }),
      );
    } catch (error) {
      if (!(error instanceof FilterSyntaxError)) throw error;
      return unsupportedQuery(
        call,
        `Unsupported or invalid query filter clause: ${error.message}`,
      );
    }
  }
  return userPage(call, people, select, top, eventual && counted);
}

/** GET /users/{id}/manager */
export function getManager(contoso: Contoso, call: Call, name: string): Answer {
  const person = findPerson(contoso, name);
  const manager = person?.managerId
    ? contoso.people.get(person.managerId)
    : undefined;
  if (!manager) return resourceNotFound(call, person ? "manager" : name);
  const select = selectOf(call.query);
  const unknown = select.find((property) => !SELECTABLE.has(property));
  if (unknown) return unknownProperty(call, unknown, "user");
  return {
    status: 200,
    body: {
      "@odata.context":
        "https://graph.microsoft.com/v1.0/$metadata#directoryObjects/$entity",
      "@odata.type": "#microsoft.graph.user",
      ...renderUser(manager, select),
    },
  };
}

/** POST /users/{id}/checkMemberGroups: at most 20 ids, nested membership counts. */
export function checkMemberGroups(
  contoso: Contoso,
  call: Call,
  name: string,
): Answer {
  const person = findPerson(contoso, name);
  if (!person) return resourceNotFound(call, name);
  const body = parseJson(call.text);
  const ids =
    typeof body === "object" && body !== null && "groupIds" in body
      ? body.groupIds
      : undefined;
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > 20)
    return graphError(
      call,
      400,
      "Request_BadRequest",
      "Invalid value specified for property 'groupIds': 1 to 20 ids.",
    );
  return {
    status: 200,
    body: {
      "@odata.context":
        "https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)",
      value: ids.filter((id): id is string => {
        const group = contoso.groups.get(String(id).toLowerCase());
        return !!group && membersOf(contoso, group).users.has(person.id);
      }),
    },
  };
}

/** GET /groups/{id} */
export function getGroup(contoso: Contoso, call: Call, id: string): Answer {
  const group = contoso.groups.get(id.toLowerCase());
  if (!group) return resourceNotFound(call, id);
  return {
    status: 200,
    body: {
      "@odata.context":
        "https://graph.microsoft.com/v1.0/$metadata#groups/$entity",
      id: group.id,
      displayName: group.displayName,
      securityEnabled: true,
    },
  };
}

/** GET /groups/{id}/members or transitiveMembers, with or without the cast to user. */
export function listMembers(
  contoso: Contoso,
  call: Call,
  id: string,
  how: { transitive: boolean; usersOnly: boolean; devicesHidden: boolean },
): Answer {
  const group = contoso.groups.get(id.toLowerCase());
  if (!group) return resourceNotFound(call, id);
  const eventual = call.headers["consistencylevel"] === "eventual";
  const counted = call.query.get("$count") === "true";
  if (how.usersOnly && !(eventual && counted))
    return unsupportedQuery(
      call,
      "Unsupported Query. An OData cast needs the header 'ConsistencyLevel: eventual' and $count=true.",
    );
  const top = pageSize(call);
  if (typeof top !== "number") return top;
  const members = how.transitive
    ? membersOf(contoso, group)
    : { users: group.userIds, groups: group.groupIds };
  const people = [...members.users].flatMap(
    (userId) => contoso.people.get(userId) ?? [],
  );
  if (how.usersOnly)
    return userPage(call, people, selectOf(call.query), top, true);
  const groups = [...members.groups].flatMap(
    (groupId) => contoso.groups.get(groupId) ?? [],
  );
  const devices = [group, ...(how.transitive ? groups : [])].flatMap((one) =>
    [...(one.deviceIds ?? [])].flatMap((id) => contoso.devices.get(id) ?? []),
  );
  const { rows, nextLink } = pageOf(
    [...people, ...groups, ...devices],
    top,
    call,
  );
  return {
    status: 200,
    body: {
      "@odata.context":
        "https://graph.microsoft.com/v1.0/$metadata#directoryObjects",
      ...(nextLink ? { "@odata.nextLink": nextLink } : {}),
      value: rows.map((row) =>
        "entraObjectId" in row
          ? {
              "@odata.type": "#microsoft.graph.device",
              id: row.entraObjectId,
              deviceId: how.devicesHidden ? null : row.entraDeviceId,
            }
          : "userIds" in row
            ? {
                "@odata.type": "#microsoft.graph.group",
                id: row.id,
                displayName: row.displayName,
              }
            : {
                "@odata.type": "#microsoft.graph.user",
                ...renderUser(row, selectOf(call.query)),
              },
      ),
    },
  };
}

/** A user as Graph answers: the default set, or what was selected. */
export function renderUser(
  person: Person,
  select: readonly string[],
): Readonly<Record<string, unknown>> {
  const full = fullUser(person);
  const names = select.length > 0 ? select : DEFAULT_PROPERTIES;
  return Object.fromEntries(names.map((name) => [name, full[name] ?? null]));
}

const DEFAULT_PROPERTIES = [
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
  "id",
];
const SELECTABLE = new Set([
  ...DEFAULT_PROPERTIES,
  "accountEnabled",
  "assignedLicenses",
  "assignedPlans",
  "companyName",
  "createdDateTime",
  "department",
  "employeeId",
  "onPremisesSyncEnabled",
  "onPremisesSecurityIdentifier",
  "proxyAddresses",
  "onPremisesLastSyncDateTime",
  "usageLocation",
  "userType",
]);
const FILTERABLE = new Set([
  "id",
  "displayName",
  "givenName",
  "surname",
  "mail",
  "userPrincipalName",
  "accountEnabled",
  "userType",
  "department",
]);

function fullUser(person: Person): Readonly<Record<string, unknown>> {
  return {
    id: person.id,
    businessPhones: [],
    displayName: person.displayName,
    givenName: person.givenName,
    jobTitle: person.jobTitle,
    mail: person.mail,
    officeLocation: person.officeLocation,
    surname: person.surname,
    userPrincipalName: person.userPrincipalName,
    accountEnabled: person.accountEnabled,
    assignedLicenses: [],
    assignedPlans: person.plans.map((plan) => ({
      assignedDateTime: "2025-01-09T08:00:00Z",
      capabilityStatus: "Enabled",
      service: plan === "AAD_PREMIUM" ? "AADPremiumService" : "SCO",
      servicePlanId: PLAN_IDS[plan],
    })),
    department: person.department,
    onPremisesSecurityIdentifier: person.onPremisesSid ?? null,
    // The one in capitals is the one that answers come from.
    proxyAddresses: [
      ...(person.mail ? [`SMTP:${person.mail}`] : []),
      ...(person.aliases ?? []).map((alias) => `smtp:${alias}`),
    ],
    usageLocation: "DE",
    userType: person.userType,
  };
}

function findPerson(contoso: Contoso, name: string): Person | undefined {
  const wanted = name.toLowerCase();
  const byId = contoso.people.get(wanted);
  if (byId) return byId;
  for (const person of contoso.people.values())
    if (person.userPrincipalName.toLowerCase() === wanted) return person;
  return undefined;
}

function membersOf(
  contoso: Contoso,
  group: Group,
): { users: ReadonlySet<string>; groups: ReadonlySet<string> } {
  const users = new Set<string>();
  const groups = new Set<string>();
  const visit = (one: Group): void => {
    for (const userId of one.userIds) users.add(userId);
    for (const groupId of one.groupIds) {
      if (groups.has(groupId)) continue;
      groups.add(groupId);
      const inner = contoso.groups.get(groupId);
      if (inner) visit(inner);
    }
  };
  visit(group);
  return { users, groups };
}

/** Display names match by the start of any of their words, other texts by their own start. */
function searchMatches(
  person: Person,
  property: string,
  text: string,
): boolean {
  const value = fullUser(person)[property];
  if (typeof value !== "string") return false;
  const wanted = text.toLowerCase();
  const shown = value.toLowerCase();
  if (property !== "displayName") return shown.startsWith(wanted);
  const words = shown.split(/[^\p{L}\p{N}']+/u);
  return wanted
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

function needsAdvanced(filter: Filter): boolean {
  const negated = (one: Filter): boolean =>
    one.kind === "not" ||
    ((one.kind === "and" || one.kind === "or") &&
      (negated(one.left) || negated(one.right)));
  return (
    negated(filter) ||
    testsOf(filter).some(({ operator }) =>
      ["ne", "endswith", "contains"].includes(operator),
    )
  );
}

function pageSize(call: Call): number | Answer {
  const text = call.query.get("$top");
  if (text === null) return 100;
  const top = Number(text);
  if (Number.isInteger(top) && top >= 1 && top <= 999) return top;
  return unsupportedQuery(
    call,
    `Invalid page size specified: '${text}'. Must be between 1 and 999 inclusive.`,
  );
}

function userPage(
  call: Call,
  people: readonly Person[],
  select: readonly string[],
  top: number,
  counted: boolean,
): Answer {
  const { rows, nextLink } = pageOf(people, top, call);
  return {
    status: 200,
    body: {
      "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users",
      ...(counted ? { "@odata.count": people.length } : {}),
      ...(nextLink ? { "@odata.nextLink": nextLink } : {}),
      value: rows.map((person) => renderUser(person, select)),
    },
  };
}
