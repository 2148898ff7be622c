"use client";

import { useQuery } from "@tanstack/react-query";
import { type DocumentStatus, orThrow } from "sisuiq-client";
import { StatusBadge } from "@/components/status-badge";
import { api } from "@/lib/api";
import { hasNoText } from "@/lib/describe-text";
import { documentAddress } from "@/lib/document-address";
import { dateTime } from "@/lib/format";
import { TYPE_LABELS } from "@/lib/labels";
import { pollWhileProcessing } from "@/lists/poll-while-processing";
import * as m from "@/paraglide/messages";
import { may } from "@/session/account";

import { CardLine } from "../card-line";
import { CardList } from "../card-list";
import type { CardProps } from "../cards";
import { failuresFirst } from "../failures-first";

const LIMIT = 5;
const PATH = "/api/documents";

/** The newest documents, behind those of the account that failed. */
export default function DocumentsCard({ account }: CardProps) {
  const mayAdd = may(account, "documents.write");
  const query = useQuery({
    queryKey: [PATH, "newest", mayAdd],
    queryFn: async ({ signal }) => {
      const list = (query: { status?: DocumentStatus; limit: number }) => orThrow(api.GET(PATH, { params: { query }, signal }));
      const [newest, failed] = await Promise.all([list({ limit: LIMIT }), mayAdd ? list({ status: "failed", limit: 25 }) : null]);
      return { ...newest, data: failuresFirst(newest.data, failed?.data ?? [], LIMIT) };
    },
    select: ({ data }) => data,
    refetchInterval: pollWhileProcessing,
  });
  return (
    <CardList query={query} lines={LIMIT} empty={m.home_documents_empty()}>
      {(document) => (
        <li key={document.id}>
          <CardLine
            title={document.name}
            address={documentAddress(document.id)}
            hint={document.error?.detail ?? `${TYPE_LABELS[document.type]} · ${dateTime(document.created_at)}`}
            isProblem={Boolean(document.error)}
            badge={<StatusBadge status={document.status} progress={document.progress} hasNoText={hasNoText(document)} />}
          />
        </li>
      )}
    </CardList>
  );
}
