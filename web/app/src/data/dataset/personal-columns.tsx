import type { ReactNode } from "react";
import type { SuspicionOut } from "sisuiq-client";

import { Notice } from "@/components/ui/notice";
import { personalLabel } from "@/data/datasets/labels";
import { percent } from "@/lib/format";
import * as m from "@/paraglide/messages";

interface Props {
  title: string;
  columns: SuspicionOut[];
  children?: ReactNode;
}

/** A warning of columns that may have personal data. */
export function PersonalColumns({ title, columns, children }: Props) {
  return (
    <Notice variant="warning">
      {title}
      <ul className="my-1 list-disc pl-4">
        {columns.map(({ column, kind, percent: share }) => (
          <li key={`${column} ${kind}`}>
            {m.data_card_personal_column({ column, kind: personalLabel(kind), share: percent(share / 100) })}
          </li>
        ))}
      </ul>
      {children}
    </Notice>
  );
}
