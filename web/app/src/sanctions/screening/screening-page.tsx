"use client";

import { useSearchParams } from "next/navigation";

import { changeAddress, currentAddressWith } from "@/lib/change-address";
import * as m from "@/paraglide/messages";
import { BatchView } from "@/sanctions/batch/deferred-batch";
import { NewBatch } from "@/sanctions/batch/new-batch";
import { SanctionsFrame } from "@/sanctions/sanctions-frame";
import { PageHeader } from "@/shell/page-header";

import { ScreeningView } from "./screening-view";

const show = (id: string | null) => changeAddress(currentAddressWith({ batch: id }), "push");

/** The page that screens one name or a file. The address names the file's batch, so that its progress can be seen again. */
export function ScreeningPage() {
  const batch = useSearchParams().get("batch");
  return (
    <SanctionsFrame>
      {(account) =>
        batch ? (
          <>
            <PageHeader title={m.screening_batch_title()} description={m.screening_batch_description()} />
            <BatchView key={batch} id={batch} onNew={() => show(null)} />
          </>
        ) : (
          <>
            <ScreeningView account={account} />
            <NewBatch onStart={show} />
          </>
        )
      }
    </SanctionsFrame>
  );
}
