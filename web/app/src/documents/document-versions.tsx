"use client";

import type { DocumentOut } from "sisuiq-client";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { documentAddress } from "@/lib/document-address";
import { bytes, dateTime } from "@/lib/format";
import { STATUS_LABELS } from "@/lib/labels";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { useVersions } from "./use-document";
import { useDocumentAddress } from "./use-document-address";

/** The versions of a document, each with a link to its pages. */
export function DocumentVersions({ document: { id, version: current } }: { document: DocumentOut }) {
  const { version: wanted, isFromAdministration } = useDocumentAddress();
  const { data, error, refetch } = useVersions(id, true);
  const shown = wanted ?? current;
  return (
    <Card className="mb-6">
      <CardHeader title={m.documents_versions()} description={m.documents_versions_hint()} />
      <CardContent>
        {error && !data && (
          <Notice variant="danger">
            {explain(error)}{" "}
            <Button size="small" variant="ghost" className="text-inherit underline" onClick={() => void refetch()}>
              {m.common_try_again()}
            </Button>
          </Notice>
        )}
        {!data && !error && <Skeleton className="h-16" />}
        <ul className="thin-scrollbar max-h-56 divide-y overflow-y-auto" aria-label={m.documents_versions()}>
          {data?.data.map(({ version, is_current, created_at, pages, size, status }) => (
            <li key={version} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-[0.8125rem]">
              <Link
                href={documentAddress(id, { version: is_current ? undefined : version, isFromAdministration })}
                aria-current={version === shown ? "true" : undefined}
                className="font-medium text-link hover:underline aria-[current]:text-foreground"
              >
                {m.documents_version_number({ version })}
              </Link>
              {is_current && <Badge variant="primary">{m.documents_version_current()}</Badge>}
              {status !== "ready" && <Badge>{STATUS_LABELS[status]}</Badge>}
              <span className="text-muted">
                {[
                  dateTime(created_at),
                  typeof pages === "number" && m.documents_pages({ count: pages }),
                  typeof size === "number" && bytes(size),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
