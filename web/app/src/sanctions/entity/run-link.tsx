import type { ReactNode } from "react";

import { Link } from "@/components/ui/link";
import { runAddress } from "@/sanctions/address";
import { type Account, may } from "@/session/account";

/** A link to a run, for accounts that may see sources; its text for all others. */
export function RunLink({ id, account, children }: { id: string; account: Account; children: ReactNode }) {
  return may(account, "sources.read") ? (
    <Link href={runAddress(id)} className="font-medium text-link underline">
      {children}
    </Link>
  ) : (
    children
  );
}
