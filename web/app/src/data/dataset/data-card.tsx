import type { DatasetDetailsOut } from "sisuiq-client";

import { Fact } from "@/components/fact";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { type ColumnProfile, encodingOf, type LeftOut } from "@/data/datasets/dataset";
import * as m from "@/paraglide/messages";

import { ColumnsTable } from "./columns-table";
import { PersonalColumns } from "./personal-columns";
import { valuesOf } from "./values-of";

/** What a reader of the data should know: source, licence, personal data, how the file was read, and the columns. */
export function DataCard({ dataset }: { dataset: DatasetDetailsOut }) {
  const { data_card, description, file_name, reading, profile } = dataset;
  const suspected = data_card.suspected_personal_data;
  const encoding = encodingOf(dataset);
  const leftOut = (reading?.left_out ?? []) as unknown as LeftOut[];
  // from the reader, which writes English
  const remarks = [...(reading?.remarks ?? []), ...leftOut.map(({ detail }) => detail)];
  return (
    <div className="flex flex-col gap-6">
      {suspected.length > 0 && <PersonalColumns title={m.data_card_personal()} columns={suspected} />}
      <Card>
        <CardHeader title={m.data_card_about()} />
        <CardContent>
          <dl className="grid gap-x-8 gap-y-3 text-[0.8125rem] sm:grid-cols-2">
            <Fact term={m.data_card_description()}>{description}</Fact>
            <Fact term={m.data_card_source()}>{data_card.source}</Fact>
            <Fact term={m.data_card_licence()}>{data_card.licence}</Fact>
            <Fact term={m.data_card_file()}>{file_name}</Fact>
            <Fact term={m.data_dataset_encoding()}>{encoding}</Fact>
            <Fact term={m.data_card_left_out()}>
              {reading ? m.data_card_left_out_rows({ count: leftOut.reduce((sum, { rows }) => sum + rows, 0) }) : null}
            </Fact>
          </dl>
          {remarks.length > 0 && (
            <ul lang="en" className="mt-4 flex list-disc flex-col gap-1 pl-4 text-xs text-muted">
              {remarks.map((remark) => (
                <li key={remark}>{remark}</li>
              ))}
            </ul>
          )}
        </CardContent>
      </Card>
      {profile && <ColumnsTable columns={(profile.columns as unknown as ColumnProfile[]).map(described)} />}
    </div>
  );
}

function described(column: ColumnProfile) {
  const { name, kind, missing, missing_percent, distinct } = column;
  return { name, kind, missing, distinct, missingShare: missing_percent / 100, values: valuesOf(column) };
}
