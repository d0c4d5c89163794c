import { Caption1 } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { PersonDetail } from "../../api/shapes.ts";
import {
  DeviceLinks,
  Facts,
  CardDetail,
  LIVE_REST_MS,
  Part,
  Withheld,
} from "../parts/cardDetail.tsx";
import { Surface } from "../parts/page.tsx";
import { OutLink, Read } from "../parts/parts.tsx";
import { useReading, useMessages } from "../data/tabContext.ts";

const ALWAYS = () => true;

/** Which devices are somebody's, and which they used. */
export function PersonDetail({
  id,
  onBack,
}: {
  readonly id: string;
  readonly onBack: () => void;
}): ReactNode {
  const { tab, formats } = useMessages();
  const t = tab.person;
  const shown = useReading<PersonDetail>(
    `person/${id}`,
    (api) => api.get(`people/${encodeURIComponent(id)}`),
    ALWAYS,
    LIVE_REST_MS,
  );
  if (shown.data === null)
    return (
      <Surface>
        <Read of={shown}>{() => null}</Read>
      </Surface>
    );
  return (
    <Read of={shown}>
      {(found) => (
        <CardDetail
          title={found.person.name}
          below={found.person.upn ?? ""}
          onBack={onBack}
        >
          <Withheld why={found.withheld} />
          <Facts facts={found.facts} />
          <Part title={t.owned}>
            <DeviceLinks devices={found.owned} />
            {found.ownedTotal > found.owned.length && (
              <Caption1>
                {t.ownedMore({
                  count: found.ownedTotal - found.owned.length,
                })}
              </Caption1>
            )}
          </Part>
          {found.used !== null && (
            <Part title={t.used}>
              <DeviceLinks devices={found.used} />
            </Part>
          )}
          <OutLink href={found.entraUrl}>{t.entra}</OutLink>
          {found.readAt !== null && (
            <Caption1>
              {tab.device.readAt} {formats.dateTime(new Date(found.readAt))}
            </Caption1>
          )}
        </CardDetail>
      )}
    </Read>
  );
}
