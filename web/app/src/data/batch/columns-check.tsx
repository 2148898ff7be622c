import { Notice } from "@/components/ui/notice";
import { fieldName } from "@/data/fields";
import { list } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { type AccidentTable, MOST_ACCIDENTS } from "./read-accidents";

/** What was recognised in a table, and what has to be corrected before it can be sent. */
export function ColumnsCheck({ table: { found, missing, unknown, repeated, accidents } }: { table: AccidentTable }) {
  const count = accidents.length;
  return (
    <div className="flex flex-col gap-2">
      {missing.length > 0 && <Notice variant="danger">{m.data_batch_missing({ columns: list(missing.map(fieldName)) })}</Notice>}
      {repeated.length > 0 && <Notice variant="danger">{m.data_batch_repeated({ columns: list(repeated.map(fieldName)) })}</Notice>}
      {count === 0 && <Notice variant="danger">{m.data_batch_empty()}</Notice>}
      {count > MOST_ACCIDENTS && <Notice variant="danger">{m.data_batch_too_many({ count, most: MOST_ACCIDENTS })}</Notice>}
      {unknown.length > 0 && <Notice variant="warning">{m.data_batch_unknown({ columns: list(unknown) })}</Notice>}
      {found.length > 0 && (
        <p role="status" className="text-[0.8125rem] text-muted">
          {m.data_batch_found({ count, columns: list(found.map(fieldName)) })}
        </p>
      )}
    </div>
  );
}
