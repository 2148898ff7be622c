import { FilePlus, LogOut, Monitor, Moon, Rss, SquarePen, Sun, TableProperties, UserPlus } from "lucide-react";
import type { Capability } from "sisuiq-client";

import { addressOf } from "@/copilot/address";
import { storeTheme, type Theme } from "@/lib/theme";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";
import { uploadStore } from "@/uploads/upload-store";

import { matches } from "./matches";
import type { Option, OptionGroup } from "./option";

interface Action extends Omit<Option, "key"> {
  /** The capability without which the action is not offered. */
  needs?: Capability;
  /** Further words that find it. */
  words: string;
}

interface Context {
  theme: Theme;
  logOut: () => Promise<void>;
}

const THEMES = [
  { theme: "light", title: m.search_theme_light(), icon: Sun },
  { theme: "dark", title: m.search_theme_dark(), icon: Moon },
  { theme: "system", title: m.search_theme_system(), icon: Monitor },
] as const;

/** The actions that an account may do and that match the query. */
export function findActions(account: Account, query: string, context: Context): OptionGroup {
  const options = actionsIn(context)
    .filter(({ needs, title, words }) => (needs === undefined || may(account, needs)) && matches(`${title} ${words}`, query))
    .map(({ needs: _needs, words: _words, ...action }) => ({ key: `action:${action.title}`, ...action }));
  return { id: "actions", title: m.search_actions(), options, results: options.length };
}

function actionsIn({ theme: current, logOut }: Context): Action[] {
  return [
    {
      title: m.search_new_conversation(),
      words: m.search_new_conversation_words(),
      icon: SquarePen,
      needs: "questions.ask",
      target: { address: addressOf({ conversationId: null }) },
    },
    {
      title: m.search_add_documents(),
      words: m.search_add_documents_words(),
      icon: FilePlus,
      needs: "documents.write",
      target: { run: uploadStore.show },
    },
    {
      title: m.search_upload_table(),
      words: m.search_upload_table_words(),
      icon: TableProperties,
      needs: "tables.manage",
      target: { address: "/admin/analytics/?upload=true" },
    },
    {
      title: m.search_new_source(),
      words: m.search_new_source_words(),
      icon: Rss,
      needs: "sources.manage",
      target: { address: "/sanctions/sources/?new=true" },
    },
    {
      title: m.search_invite(),
      words: m.search_invite_words(),
      icon: UserPlus,
      needs: "users.manage",
      target: { address: "/admin/users/?invite=true" },
    },
    ...THEMES.filter(({ theme }) => theme !== current).map(({ theme, title, icon }) => {
      return { title, words: m.search_theme_words(), icon, target: { run: () => storeTheme(theme) } };
    }),
    {
      title: m.search_sign_out(),
      words: m.search_sign_out_words(),
      icon: LogOut,
      target: { run: logOut, staysOpen: true, failure: m.search_sign_out_failed() },
    },
  ];
}
