"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { type KnowledgeDatasetOut, orThrow } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/deferred-confirm-dialog";
import { Link } from "@/components/ui/link";
import { api } from "@/lib/api";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
import * as m from "@/paraglide/messages";
import { lawDatasetAddress } from "@/sanctions/address";
import { lawAddress, NEW_CHAT } from "@/sanctions/ask/address";
import { type Account, may } from "@/session/account";

import { mayDelete } from "./dataset-rights";
import { LAW_DATASETS } from "./use-law-datasets";

interface Props {
  dataset: KnowledgeDatasetOut;
  account: Account;
}

/** A dataset: what it contains, and what can be done with it. */
export function LawDatasetCard({ dataset, account }: Props) {
  const queries = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const row = useFocusAfterRemoval<HTMLLIElement>();
  const { name, description, document_count, is_custom, is_own } = dataset;
  const remove = async () => {
    await orThrow(api.DELETE("/api/v1/knowledge/datasets/{name}", { params: { path: { name } } }));
    await queries.invalidateQueries({ queryKey: [LAW_DATASETS] });
  };
  return (
    <li ref={row} data-testid="law-dataset" className="flex flex-col rounded-lg border border-border bg-raised p-5">
      <h2 className="text-sm font-semibold wrap-anywhere">
        <Link href={lawDatasetAddress(name)} className="text-link hover:underline">
          {name}
        </Link>
      </h2>
      <p className="mt-1 flex flex-wrap gap-1">
        <Badge variant={document_count === 0 ? "warning" : "neutral"}>{m.lawsets_documents({ count: document_count })}</Badge>
        {!is_custom && <Badge>{m.lawsets_always()}</Badge>}
        {is_custom && <Badge>{is_own ? m.lawsets_own() : m.lawsets_everyone()}</Badge>}
      </p>
      <p className="mt-2 flex-1 text-[0.8125rem] wrap-anywhere text-muted">{description || m.lawsets_no_description()}</p>
      <div className="mt-3 flex items-center justify-between gap-2">
        {may(account, "questions.ask") ? (
          <Link
            href={lawAddress({ ...NEW_CHAT, dataset: name })}
            aria-label={m.lawsets_ask_about({ name })}
            className="text-[0.8125rem] font-medium text-link underline"
          >
            {m.lawsets_ask()}
          </Link>
        ) : (
          <span />
        )}
        {mayDelete(account, dataset) && (
          <Button
            variant="ghost"
            size="smallIcon"
            aria-label={m.lawsets_delete_named({ name })}
            onPointerEnter={ConfirmDialog.preload}
            onFocus={ConfirmDialog.preload}
            onClick={() => setDeleting(true)}
          >
            <Trash2 />
          </Button>
        )}
      </div>
      {isDeleting && (
        <ConfirmDialog
          title={m.lawsets_delete_title({ name })}
          description={m.lawsets_delete_hint()}
          action={m.lawsets_delete()}
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        />
      )}
    </li>
  );
}
