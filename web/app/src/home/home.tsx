"use client";

import { useState } from "react";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { ROLE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { AppShell } from "@/shell/app-shell";
import { PageHeader } from "@/shell/page-header";
import { ALL_ICONS } from "@/shell/page-icons/all";
import { pagesFor, workspacesFor } from "@/shell/workspaces";

import { RequestAccess } from "./request-access";

/** The start page of accounts that cannot ask questions: what they can do instead. */
export function Home({ account }: { account: Account }) {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const available = workspacesFor(account);
  return (
    <AppShell account={account} workspace={undefined} isMenuOpen={isMenuOpen} onMenuChange={setMenuOpen}>
      <main id="content" tabIndex={0} className="thin-scrollbar relative min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
        <div className="mx-auto w-full max-w-4xl px-4 py-8 md:px-8">
          <PageHeader
            title={m.home_welcome({ name: account.name })}
            description={m.home_signed_in_as({ role: ROLE_LABELS[account.role] })}
          />
          {available.length === 0 ? (
            <RequestAccess />
          ) : (
            <ul className="grid gap-4 sm:grid-cols-2">
              {available.map(({ workspace }) => (
                <li key={workspace.id}>
                  <Card className="h-full p-5">
                    <h2 className="font-semibold">{workspace.title}</h2>
                    <p className="mt-1 mb-3 text-muted">{workspace.description}</p>
                    <ul className="flex flex-col gap-1.5">
                      {pagesFor(workspace, account).map(({ path, title }) => {
                        const Icon = ALL_ICONS[path];
                        return (
                          <li key={path}>
                            <Link href={path} className="inline-flex items-center gap-2 text-link hover:underline">
                              {Icon && <Icon aria-hidden className="size-4" />}
                              {title}
                            </Link>
                          </li>
                        );
                      })}
                    </ul>
                  </Card>
                </li>
              ))}
            </ul>
          )}
        </div>
      </main>
    </AppShell>
  );
}
