import { Caption1 } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { PersonDetail } from "../../api/shapes.ts";
import { DeviceLinks, Facts, LiveDetail, Part } from "../parts/detail.tsx";
import { useMessages } from "../data/tabContext.ts";

/** Which devices are somebody's, and which they used. */
export function PersonDetail({
  id,
  onBack,
}: {
  readonly id: string;
  readonly onBack: () => void;
}): ReactNode {
  const t = useMessages().tab.person;
  return (
    <LiveDetail<PersonDetail>
      path={`people/${encodeURIComponent(id)}`}
      onBack={onBack}
      head={({ person, entraUrl }) => ({
        title: person.name,
        below: [person.upn],
        link: { title: t.entra, href: entraUrl },
      })}
    >
      {({ facts, owned, ownedTotal, used }) => (
        <>
          <Facts facts={facts} />
          <Part title={t.owned}>
            <DeviceLinks devices={owned} />
            {ownedTotal > owned.length && (
              <Caption1>
                {t.ownedMore({ count: ownedTotal - owned.length })}
              </Caption1>
            )}
          </Part>
          {used !== null && (
            <Part title={t.used}>
              <DeviceLinks devices={used} />
            </Part>
          )}
        </>
      )}
    </LiveDetail>
  );
}
