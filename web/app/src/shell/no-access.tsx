import { ButtonLink } from "@/components/ui/button-link";
import { ROLE_LABELS } from "@/lib/labels";
import { locale } from "@/lib/locale";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";

import { Logo } from "./logo";
import type { WorkspacePage } from "./workspaces";

/** In place of a page that the account may not open. */
export function NoAccess({ account, page }: { account: Account; page: Pick<WorkspacePage, "title"> }) {
  return (
    <div lang={locale} className="flex min-h-full flex-col items-center justify-center gap-3 px-6 py-16 text-center">
      <Logo className="mb-3 size-10" />
      <h1 className="text-xl font-semibold">{m.shell_no_access({ page: page.title })}</h1>
      <p className="max-w-sm text-muted">
        {account.role === "guest"
          ? m.shell_no_access_guest()
          : m.shell_no_access_hint({ email: account.email, role: ROLE_LABELS[account.role] })}
      </p>
      <ButtonLink href="/" variant="primary" className="mt-3">
        {m.shell_start_page()}
      </ButtonLink>
    </div>
  );
}
