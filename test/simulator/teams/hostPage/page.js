// The host's side of teams-js 2.58: what Teams answers to the messages of a tab in its iframe.
const settings = await (await fetch("/host/settings")).json();
const form = document.querySelector("form");
const frame = document.querySelector("iframe");
const log = document.querySelector("ol");
const address = new URL(location.href);

for (const { key, name, role } of settings.visitors)
  form.elements.as.add(new Option(`${name}, ${role}`, key));
for (const control of form.elements) {
  const wanted = address.searchParams.get(control.name);
  if (wanted !== null) control.value = wanted;
  // Something that is not on the list, or nothing.
  if (control.selectedIndex < 0) control.selectedIndex = 0;
}
document.body.dataset.bare = address.searchParams.get("bare") ?? "no";

const now = () => Object.fromEntries(new FormData(form));
const visitor = () => settings.visitors.find(({ key }) => key === now().as);
let subPageId = subPageOf(address.searchParams.get("link"));
/** Events the tab asked to be told. */
let handlers = new Set();

window.addEventListener("message", (event) => {
  if (event.source !== frame.contentWindow) return;
  const { func, args = [] } = event.data ?? {};
  if (typeof func !== "string") return;
  note(func, args);
  const answer = (...values) =>
    frame.contentWindow.postMessage(
      {
        id: event.data.id,
        uuidAsString: event.data.uuidAsString,
        args: values,
      },
      location.origin,
    );
  const known = FUNCTIONS[func];
  if (known) known(answer, ...args);
  else if (SAYS_WHETHER.test(func))
    answer(false, `Not supported by the simulator: ${func}`);
  else
    answer({
      errorCode: NOT_SUPPORTED,
      message: `Not supported by the simulator: ${func}`,
    });
});

form.addEventListener("change", ({ target }) => {
  address.searchParams.set(target.name, target.value);
  history.replaceState(null, "", address);
  showSurroundings();
  if (target.name === "theme") {
    tell("themeChange", now().theme);
    tell("contextChange", context());
  }
  // Another person or language is another start of Teams.
  if (target.name === "as" || target.name === "locale") open();
});

showSurroundings();
open();

const NOT_SUPPORTED = 100;
/**
 * Answered with whether it worked, and if not, why. All others answer with what was asked for, or an error in its
 * place.
 */
const SAYS_WHETHER =
  /^(authentication\.|settings\.|pages\.tabs\.|navigate|executeDeepLink$)/;

const FUNCTIONS = {
  initialize: (answer) =>
    answer("content", "web", JSON.stringify(RUNTIME), "2.58.0"),
  getContext: (answer) => answer(context()),
  registerHandler: (_answer, name) => handlers.add(name),
  "authentication.getAuthToken": async (answer) => {
    const response = await fetch(`/host/token?as=${now().as}`, {
      method: "POST",
    });
    const { token, message } = await response.json();
    if (response.ok) answer(true, token);
    else answer(false, message);
  },
  executeDeepLink: (answer, link) => {
    answer(true);
    follow(link);
  },
  "pages.currentApp.navigateTo": (answer, to) => {
    answer(undefined);
    subPageId = to.subPageId;
    open();
  },
  "pages.currentApp.navigateToDefaultPage": (answer) => {
    answer(undefined);
    subPageId = undefined;
    open();
  },
  // Said, and not answered.
  shareDeepLink: () => undefined,
  setFrameContext: () => undefined,
  readyToUnload: () => undefined,
  "appInitialization.appLoaded": () => state("loaded"),
  "appInitialization.success": () => state("ready"),
  "appInitialization.failure": () => state("failed"),
  "appInitialization.expectedFailure": () => state("failed as expected"),
};

const RUNTIME = {
  apiVersion: 4,
  hostVersionsInfo: {
    adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 },
  },
  isLegacyTeams: false,
  supports: { pages: { currentApp: {} } },
};

/** What Teams says of where the tab stands, in the names of the protocol and not of teams-js' own `Context`. */
function context() {
  const { theme, locale } = now();
  const { id, name, upn } = visitor();
  return {
    locale,
    theme,
    entityId: settings.tab.entityId,
    subEntityId: subPageId,
    frameContext: "content",
    hostClientType: "web",
    hostName: "Teams",
    appId: settings.appId,
    appSessionId: crypto.randomUUID(),
    sessionId: crypto.randomUUID(),
    isFullScreen: false,
    isMultiWindow: false,
    userObjectId: id,
    userDisplayName: name,
    loginHint: upn,
    userPrincipalName: upn,
    tid: settings.tenantId,
    osLocaleInfo: { platform: "windows", regionalFormat: locale },
  };
}

/**
 * What Teams puts into a tab's address, by the names of teams-js' `Context`, and by the older ones that it still
 * knows. From https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/access-teams-context
 */
function placeholders() {
  const stands = context();
  return {
    ...stands,
    "app.theme": stands.theme,
    "app.locale": stands.locale,
    "app.sessionId": stands.appSessionId,
    "app.host.clientType": stands.hostClientType,
    "page.id": stands.entityId,
    "page.subPageId": stands.subEntityId,
    "user.id": stands.userObjectId,
    "user.loginHint": stands.loginHint,
    "user.userPrincipalName": stands.userPrincipalName,
    "user.tenant.id": stands.tid,
  };
}

function open() {
  handlers = new Set();
  state("opening");
  const values = placeholders();
  const path = settings.tab.contentPath.replace(/\{([\w.]+)\}/g, (_all, name) =>
    encodeURIComponent(values[name] ?? ""),
  );
  const shown = frame.contentWindow.location;
  // Replaced, lest the browser's way back leads through every switch.
  shown.replace(path);
}

/** A link that was clicked in the tab. */
function follow(link) {
  const url = new URL(link);
  if (url.pathname.startsWith(`/l/entity/${settings.appId}/`)) {
    subPageId = subPageOf(link);
    open();
  } else note("Teams would open", [link]);
}

function subPageOf(link) {
  if (!link) return undefined;
  const text = new URL(link).searchParams.get("context");
  return text === null ? undefined : JSON.parse(text).subEntityId;
}

function tell(event, ...args) {
  if (handlers.has(event))
    frame.contentWindow.postMessage({ func: event, args }, location.origin);
}

function showSurroundings() {
  const { theme, width } = now();
  document.body.dataset.theme = theme;
  document.body.dataset.width = width;
}

function state(text) {
  document.body.dataset.tab = text;
}

function note(what, args) {
  const line = document.createElement("li");
  line.textContent = `${what} ${JSON.stringify(args)}`;
  log.append(line);
}
