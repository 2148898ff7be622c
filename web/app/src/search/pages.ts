import { UserCog } from "lucide-react";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { ALL_ICONS } from "@/shell/page-icons/all";
import { pagesFor, WORKSPACES } from "@/shell/workspaces";

import { matches } from "./matches";
import type { Option, OptionGroup } from "./option";

const ACCOUNT: Option = { key: "page:/account/", title: m.shell_account(), icon: UserCog, target: { address: "/account/" } };

/** The pages that an account may open and that match the query. */
export function findPages(account: Account, query: string): OptionGroup {
  const listed = WORKSPACES.flatMap((workspace) =>
    pagesFor(workspace, account).map(({ path, title }): Option => {
      const hint = workspace.title === title ? {} : { hint: workspace.title };
      return { key: `page:${path}`, title, ...hint, icon: ALL_ICONS[path], target: { address: path } };
    }),
  );
  const options = [...listed, ACCOUNT].filter(({ title, hint = "" }) => matches(`${title} ${hint}`, query));
  return { id: "pages", title: m.search_pages(), options, results: options.length };
}
