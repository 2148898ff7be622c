"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

import { storedTheme, subscribeToTheme } from "@/lib/theme";
import { useDebouncedValue } from "@/lib/use-debounced-value";
import { type Account, may } from "@/session/account";
import { logOut } from "@/session/log-out";

import { findActions } from "./actions";
import { CONVERSATIONS } from "./conversations";
import { describeResults } from "./describe-results";
import { DOCUMENTS } from "./documents";
import { findPages } from "./pages";
import { PEOPLE } from "./people";
import { queryOf } from "./query";
import { TABLES } from "./tables";
import { useSource } from "./use-source";

/** What the search shows for a text: groups of options, and a line that describes them. */
export function useSearch(account: Account, text: string) {
  const queries = useQueryClient();
  const theme = useSyncExternalStore(subscribeToTheme, storedTheme);
  const typed = text.trim();
  const settled = useDebouncedValue(typed);
  const q = queryOf(typed, settled);
  const searched = [
    useSource(CONVERSATIONS, account, q),
    useSource(DOCUMENTS, account, q),
    useSource(TABLES, account, q),
    useSource(PEOPLE, account, q),
  ];
  const found = searched.flatMap(({ group }) => group ?? []);
  const local = [findPages(account, typed), findActions(account, typed, { theme, logOut: () => logOut(queries) })];
  const shown = (typed === "" ? [...found, ...local] : [...local, ...found]).filter(({ options }) => options.length > 0);
  // a group that failed has no results; it must not be chosen by Enter before a result
  const groups = [...shown.filter(({ results }) => results > 0), ...shown.filter(({ results }) => results === 0)];
  const hasSources = [CONVERSATIONS, DOCUMENTS, TABLES, PEOPLE].some(({ needs }) => may(account, needs));
  const isWaiting = hasSources && typed !== settled && queryOf(typed, typed) !== null;
  const isBusy = isWaiting || searched.some((source) => source.isBusy);
  const results = groups.reduce((sum, group) => sum + group.results, 0);
  const failed = searched.flatMap(({ group, hasFailed }) => (group && hasFailed ? [group.title] : []));
  return { groups, isBusy, status: describeResults({ typed, isBusy, hasSources, results, failed }) };
}
