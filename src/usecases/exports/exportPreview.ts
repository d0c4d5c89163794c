import { Readable } from "node:stream";
import { csvCell } from "../../domain/csvCell.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import type { PreviewRow } from "../../domain/proposals/preview.ts";
import type { EvaluateDeps } from "../proposals/evaluateDevice.ts";
import { previewPages } from "../proposals/preview.ts";
import { openExportLink, signExportLink } from "./exportLink.ts";

export interface PreviewExport {
  readonly fileName: string;
  readonly body: Readable;
}

/**
 * Makes the query string of a link to all that would be proposed, as CSV, and records who asked.
 *
 * @returns `format=csv&expires=…&signature=…`
 */
export async function createPreviewLink(
  { storage, clock }: Pick<EvaluateDeps, "storage" | "clock">,
  requestedBy: UserId,
): Promise<string> {
  const link = await signExportLink(
    { storage, clock },
    "preview-export",
    "csv",
  );
  await storage.transaction(({ audit }) =>
    audit.append({
      kind: "preview.exported",
      at: clock.now(),
      actor: requestedBy,
      deviceId: null,
      proposalId: null,
      details: { format: "csv" },
    }),
  );
  return link;
}

/** @returns null when the link is forged, changed or too old. */
export async function openPreviewExport(
  deps: EvaluateDeps,
  query: URLSearchParams,
): Promise<PreviewExport | null> {
  const link = await openExportLink(deps, "preview-export", query);
  if (link?.format !== "csv") return null;
  const day = deps.clock.now().toISOString().slice(0, 10);
  return {
    fileName: `custodian-preview-${day}.csv`,
    body: Readable.from(csvLines(deps)),
  };
}

const COLUMNS: readonly {
  readonly name: string;
  readonly of: (row: PreviewRow) => string;
}[] = [
  { name: "device", of: ({ device }) => device.name },
  { name: "deviceId", of: ({ device }) => device.id },
  { name: "serialNumber", of: ({ device }) => device.serialNumber },
  { name: "kind", of: ({ toUser }) => (toUser ? "reassign" : "clear") },
  { name: "from", of: ({ fromUser }) => upnOf(fromUser) },
  { name: "to", of: ({ toUser }) => upnOf(toUser) },
  { name: "reason", of: ({ reason }) => reason },
  { name: "certainty", of: ({ certainty }) => certainty },
  { name: "days", of: ({ days }) => (days === null ? "" : String(days)) },
  { name: "waits", of: ({ waits }) => (waits ? "yes" : "no") },
];

function upnOf(person: PersonRef | null): string {
  return person ? person.userPrincipalName || person.id : "";
}

/** In the order of the devices' ids: read as it is made, however large the tenant. */
async function* csvLines(deps: EvaluateDeps): AsyncGenerator<string> {
  yield `${COLUMNS.map(({ name }) => name).join(",")}\r\n`;
  for await (const { rows } of previewPages(deps))
    if (rows.length > 0)
      yield rows
        .map(
          (row) => `${COLUMNS.map(({ of }) => csvCell(of(row))).join(",")}\r\n`,
        )
        .join("");
}
