import type { ColumnOut, SharedDatasetOut } from "sisuiq-client";

import { Fact } from "@/components/fact";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ColumnsTable } from "@/data/dataset/columns-table";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";

/** What the holder of a link should know of the data. */
export function SharedCard({ dataset }: { dataset: SharedDatasetOut }) {
  const { description, source, licence, uploaded_at, columns_info, rows } = dataset;
  const described = ({ name, type, missing, unique }: ColumnOut) => ({
    name,
    kind: type,
    missing,
    missingShare: rows ? missing / rows : 0,
    distinct: unique,
  });
  return (
    <div className="flex flex-col gap-6">
      <Card>
        <CardHeader title={m.data_card_about()} />
        <CardContent>
          <dl className="grid gap-x-8 gap-y-3 text-[0.8125rem] sm:grid-cols-2">
            <Fact term={m.data_card_description()}>{description}</Fact>
            <Fact term={m.data_card_source()}>{source}</Fact>
            <Fact term={m.data_card_licence()}>{licence}</Fact>
            <Fact term={m.data_dataset_uploaded()}>{dateTime(uploaded_at)}</Fact>
          </dl>
        </CardContent>
      </Card>
      {columns_info.length > 0 && <ColumnsTable columns={columns_info.map(described)} />}
    </div>
  );
}
