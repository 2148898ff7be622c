import { FilePlus, LogOut, Monitor, Moon, SquarePen, Sun, TableProperties, UserPlus } from "lucide-react";
import type { Capability } from "sisuiq-client";

import { addressOf } from "@/copilot/address";
import { storeTheme, type Theme } from "@/lib/theme";
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
  { theme: "light", title: "Use the light theme", icon: Sun },
  { theme: "dark", title: "Use the dark theme", icon: Moon },
  { theme: "system", title: "Use the theme of the system", icon: Monitor },
] as const;

/** The actions that an account may do and that match the query. */
export function findActions(account: Account, query: string, context: Context): OptionGroup {
  const options = actionsIn(context)
    .filter(({ needs, title, words }) => (needs === undefined || may(account, needs)) && matches(`${title} ${words}`, query))
    .map(({ needs: _needs, words: _words, ...action }) => ({ key: `action:${action.title}`, ...action }));
  return { id: "actions", title: "Actions", options, results: options.length };
}

function actionsIn({ theme: current, logOut }: Context): Action[] {
  return [
    {
      title: "New conversation",
      words: "ask question chat",
      icon: SquarePen,
      needs: "questions.ask",
      target: { address: addressOf({ conversationId: null }) },
    },
    { title: "Add documents", words: "upload file pdf", icon: FilePlus, needs: "documents.write", target: { run: uploadStore.show } },
    {
      title: "Upload a table",
      words: "add csv excel outages",
      icon: TableProperties,
      needs: "tables.manage",
      target: { address: "/admin/analytics/?upload=true" },
    },
    {
      title: "Invite a person",
      words: "add user account",
      icon: UserPlus,
      needs: "users.manage",
      target: { address: "/admin/users/?invite=true" },
    },
    ...THEMES.filter(({ theme }) => theme !== current).map(({ theme, title, icon }) => {
      return { title, words: "switch colour mode appearance", icon, target: { run: () => storeTheme(theme) } };
    }),
    {
      title: "Sign out",
      words: "log out end session",
      icon: LogOut,
      target: { run: logOut, staysOpen: true, failure: "You are still signed in." },
    },
  ];
}
