"use client";

import { useSearchParams } from "next/navigation";

import { changeAddress, currentAddressWith } from "@/lib/change-address";
import * as m from "@/paraglide/messages";
import { BatchList, BatchView } from "@/sanctions/batch/deferred-batch";
import { NewBatch } from "@/sanctions/batch/new-batch";
import { SanctionsFrame } from "@/sanctions/sanctions-frame";
import { type Account, may } from "@/session/account";
import { PageHeader } from "@/shell/page-header";

import { ScreeningView } from "./screening-view";

const show = (id: string | null) => changeAddress(currentAddressWith({ batch: id, page: null }), "push");

/** The page that screens one name or a file. The address names the file's batch, so that its progress can be seen again. */
export function ScreeningPage() {
  const batch = useSearchParams().get("batch");
  return (
    <SanctionsFrame>
      {(account) =>
        batch ? (
          <>
            <PageHeader title={m.screening_batch_title()} description={m.screening_batch_description()} />
            <BatchView
              key={batch}
              id={batch}
              leave={may(account, "screening.use") ? m.screening_batch_new() : m.screening_batches_all()}
              onLeave={() => show(null)}
            />
          </>
        ) : (
          <Screening account={account} />
        )
      }
    </SanctionsFrame>
  );
}

/** The forms for accounts that may screen, and the files that the account may see. */
function Screening({ account }: { account: Account }) {
  return (
    <>
      {may(account, "screening.use") ? (
        <>
          <ScreeningView account={account} />
          <NewBatch onStart={show} />
        </>
      ) : (
        <PageHeader title={m.screening_title()} description={m.screening_read_only()} />
      )}
      <BatchList />
    </>
  );
}
