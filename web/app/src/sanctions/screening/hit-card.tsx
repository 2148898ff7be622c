import type { HitOut, ScreenedListOut } from "sisuiq-client";

import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import * as m from "@/paraglide/messages";
import { alertAddress, entityAddress } from "@/sanctions/address";
import { AlertBadge } from "@/sanctions/alerts/alert-badge";
import { day } from "@/sanctions/day";
import { KIND_LABELS } from "@/sanctions/entity-labels";
import { type Account, may } from "@/session/account";

import { Explanation } from "./explanation";
import { ScoreBadge } from "./score-badge";

interface Props {
  hit: HitOut;
  list: ScreenedListOut | undefined;
  /** Whether the reasons are shown at once. */
  isOpen: boolean;
  account: Account;
}

/** An entry that resembles a subject: its score, the reasons, and its alert. */
export function HitCard({ hit, list, isOpen, account }: Props) {
  const { entity_id, listed_name, primary_name, kind, key, score, explanation, alert } = hit;
  return (
    <Card className="p-5" data-testid="hit">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="text-sm font-semibold wrap-anywhere">
            <Link href={entityAddress(entity_id)} className="text-link hover:underline">
              {listed_name}
            </Link>
          </h3>
          <p className="mt-0.5 text-[0.8125rem] wrap-anywhere text-muted">
            {[
              primary_name !== listed_name && m.screening_primary_name({ name: primary_name }),
              KIND_LABELS[kind],
              list?.name,
              list && m.screening_list_day({ day: day(list.day) }),
              m.entities_key_number({ key }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        <ScoreBadge score={score} />
      </div>
      <p className="mt-3 flex flex-wrap items-center gap-2 text-[0.8125rem]">
        <AlertBadge status={alert.status} />
        {may(account, "alerts.read") && (
          <Link href={alertAddress(alert.id)} className="font-medium text-link underline">
            {m.screening_alert_open({ name: listed_name })}
          </Link>
        )}
      </p>
      <details className="mt-3 text-[0.8125rem]" open={isOpen}>
        <summary className="w-fit cursor-pointer rounded font-medium">{m.screening_reasons()}</summary>
        <Explanation explanation={explanation} />
      </details>
    </Card>
  );
}
