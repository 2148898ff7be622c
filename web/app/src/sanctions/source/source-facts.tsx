import type { WatchedSourceOut } from "sisuiq-client";

import { Fact } from "@/components/fact";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { dateTime, percent } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { day } from "@/sanctions/day";
import { FORMAT_LABELS, PART_LABELS } from "@/sanctions/labels";
import { describeSchedule } from "@/sanctions/schedule";

/** When a source is read, and the files that it has. */
export function SourceFacts({ source }: { source: WatchedSourceOut }) {
  const {
    read_at,
    changed_at,
    next_run_at,
    covered_from,
    covered_to,
    schedule,
    dataset,
    format,
    files,
    created_at,
    updated_at,
    threshold,
  } = source;
  return (
    <div className="mb-8 grid gap-4 lg:grid-cols-2">
      <Card>
        <CardHeader title={m.sources_about()} />
        <CardContent>
          <dl className="grid gap-x-8 gap-y-3 text-[0.8125rem] sm:grid-cols-2">
            <Fact term={m.sources_read()}>{read_at ? dateTime(read_at) : m.sources_never()}</Fact>
            <Fact term={m.sources_changed()}>{changed_at ? dateTime(changed_at) : m.sources_never()}</Fact>
            {format !== "law" && (
              <>
                <Fact term={m.sources_covered_from()}>{covered_from ? day(covered_from) : m.sources_covered_not_yet()}</Fact>
                <Fact term={m.sources_threshold()}>{typeof threshold === "number" ? percent(threshold) : m.sources_threshold_usual()}</Fact>
                <Fact term={m.sources_covered_to()}>{covered_to ? day(covered_to) : m.sources_covered_not_yet()}</Fact>
              </>
            )}
            <Fact term={m.sources_schedule()}>{describeSchedule(schedule)}</Fact>
            <Fact term={m.sources_next()}>{next_run_at ? dateTime(next_run_at) : m.sources_next_none()}</Fact>
            <Fact term={m.sources_list()}>{FORMAT_LABELS[format]}</Fact>
            <Fact term={m.sources_dataset()}>{dataset}</Fact>
            <Fact term={m.sources_created()}>{dateTime(created_at)}</Fact>
            <Fact term={m.sources_updated()}>{dateTime(updated_at)}</Fact>
          </dl>
        </CardContent>
      </Card>
      <Card>
        <CardHeader title={m.sources_files()} description={m.sources_files_count({ count: files.length })} />
        <CardContent>
          <dl className="grid gap-3 text-[0.8125rem]">
            {files.map(({ part, url }) => (
              <Fact key={part} term={PART_LABELS[part]}>
                {url}
              </Fact>
            ))}
          </dl>
        </CardContent>
      </Card>
    </div>
  );
}
