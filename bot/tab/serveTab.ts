import type { Request, Response, Server } from "restify";
import { createAnswer } from "./api/action.ts";
import {
  createAudit,
  createAuditExport,
  createAuditKinds,
  createAuditVerification,
} from "./api/audit.ts";
import { createBoard } from "./api/board.ts";
import { createChanges } from "./api/changes.ts";
import { createDecisions } from "./api/decisions.ts";
import { languageOf } from "./api/language.ts";
import {
  createAskAgain,
  createCollect,
  createDevice,
  createPerson,
  createPropose,
} from "./api/lookUps.ts";
import { createMe } from "./api/me.ts";
import { createPreview, createPreviewExport } from "./api/preview.ts";
import { createProposalDetails, createProposalPages } from "./api/proposals.ts";
import { createSeveralAnswers } from "./api/severalActions.ts";
import { serveApi, type ApiDeps } from "./api/router.ts";
import { createSearch } from "./api/search.ts";
import {
  createSaveSettings,
  createSettings,
  createStopChannel,
} from "./api/settings.ts";
import type { TabPages } from "./pages.ts";
import type { ErrorReply } from "./api/shapes.ts";

export interface TabDeps extends ApiDeps {
  /** Null when they were not built. */
  readonly pages: TabPages | null;
}

/** The personal tab: its pages under `/tab/`, its data under `/api/tab/`. Null turns both off. */
export function serveTab(server: Server, deps: TabDeps | null): void {
  if (deps === null) {
    for (const path of ["/tab", "/tab/*", "/api/tab/*"])
      server.get(path, refuse);
    server.post("/api/tab/*", refuse);
    return;
  }
  serveApi(server, deps, [
    createMe(deps),
    createProposalPages(deps),
    createProposalDetails(deps),
    createAnswer(deps),
    createSeveralAnswers(deps),
    createBoard(deps),
    createDecisions(deps),
    createSearch(deps),
    createDevice(deps),
    createAskAgain(deps),
    createPropose(deps),
    createCollect(deps),
    createPerson(deps),
    createAudit(deps),
    createAuditVerification(deps),
    createAuditKinds(deps),
    createAuditExport(deps),
    createPreview(deps),
    createPreviewExport(deps),
    createSettings(deps),
    createSaveSettings(deps),
    createStopChannel(deps),
    createChanges(deps),
  ]);
  if (deps.pages) servePages(server, deps.pages);
}

function servePages(server: Server, pages: TabPages): void {
  // Relative addresses in the page need the slash.
  server.get("/tab", (_req: Request, res: Response, next) => {
    res.redirect(308, "/tab/", next);
  });
  server.get("/tab/*", (req: Request, res: Response, next) => {
    const { status, headers, body } = pages.answer(req.path(), req.headers);
    res.writeHead(status, { ...headers });
    res.end(body ?? undefined);
    next();
  });
}

function refuse(req: Request, res: Response, next: () => void): void {
  const { tab } = languageOf(req.headers["accept-language"]);
  res.send(404, {
    error: { code: "tab-off", message: tab.off },
  } satisfies ErrorReply);
  next();
}
