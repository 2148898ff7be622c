import type { RescreenedOut } from "sisuiq-client";

import { Fact } from "@/components/fact";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { whole } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { explainRescreened } from "./describe-run";

/** What became of earlier subjects of screening, who were compared with what is new on the list. */
export function RunRescreened({ rescreened }: { rescreened: RescreenedOut }) {
  const { subjects, screened, gone, left_out, alerts } = rescreened;
  return (
    <Card className="mb-8">
      <CardHeader title={m.sources_rescreened()} />
      <CardContent>
        <p role="status" className="mb-3 text-[0.8125rem] text-muted">
          {explainRescreened(rescreened)}
        </p>
        <dl className="grid grid-cols-2 gap-x-8 gap-y-3 text-[0.8125rem] tabular-nums sm:grid-cols-5">
          <Fact term={m.sources_rescreened_subjects()}>{whole(subjects)}</Fact>
          <Fact term={m.sources_rescreened_screened()}>{whole(screened)}</Fact>
          <Fact term={m.sources_rescreened_gone()}>{whole(gone)}</Fact>
          <Fact term={m.sources_rescreened_left_out()}>{whole(left_out)}</Fact>
          <Fact term={m.sources_rescreened_alerts()}>{whole(alerts)}</Fact>
        </dl>
        {left_out > 0 && (
          <Notice variant="warning" className="mt-4">
            {m.sources_rescreened_beyond({ count: left_out })}
          </Notice>
        )}
      </CardContent>
    </Card>
  );
}
