import type { ReactNode } from "react";
import type { DocumentOut } from "sisuiq-client";

import { Notice } from "@/components/ui/notice";
import { describeText } from "@/lib/describe-text";
import { bytes, dateTime, sentence } from "@/lib/format";
import { SOURCE_LABELS, TYPE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";
import { AccessCell } from "./access-cell";

interface Props {
  document: DocumentOut;
  isAdmin: boolean;
}

export function DocumentFacts({ document, isAdmin }: Props) {
  const { created_at, error, pages, size, source, type, version } = document;
  const extent = [
    typeof pages === "number" && m.documents_pages({ count: pages }),
    ...describeText(document),
    typeof size === "number" && bytes(size),
    version > 1 && m.documents_version({ version }),
  ].filter(Boolean);
  return (
    <>
      {error && (
        <Notice variant="warning" className="mb-4">
          {sentence(error.detail)}
        </Notice>
      )}
      <dl className="mb-6 grid grid-cols-2 gap-x-6 gap-y-3 text-[0.8125rem] sm:grid-cols-3 lg:grid-cols-5">
        <Fact label={m.documents_access()}>
          <AccessCell document={document} isAdmin={isAdmin} />
        </Fact>
        <Fact label={m.documents_type()}>{TYPE_LABELS[type]}</Fact>
        <Fact label={m.documents_source()}>{SOURCE_LABELS[source]}</Fact>
        <Fact label={m.documents_added()}>{dateTime(created_at)}</Fact>
        {extent.length > 0 && <Fact label={m.documents_file()}>{extent.join(" · ")}</Fact>}
      </dl>
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-0.5 wrap-anywhere">{children}</dd>
    </div>
  );
}
