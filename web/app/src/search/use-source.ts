"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRight, RefreshCw } from "lucide-react";

import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";

import { listAddress } from "./list-address";
import type { Option, OptionGroup } from "./option";
import type { Found, Source } from "./source";

interface Searched {
  group: OptionGroup | null;
  isBusy: boolean;
  hasFailed: boolean;
}

/** What a source finds for a query; nothing for null, and without the capability that it needs. */
export function useSource(source: Source, account: Account, q: string | null): Searched {
  const isEnabled = mayRequest(source, account, q);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["search", source.id, q],
    queryFn: ({ signal }) => source.find(q ?? "", signal),
    enabled: isEnabled,
    // recent conversations are no results of a query
    placeholderData: (previous: Found | undefined, former) => (q && former?.queryKey[2] ? previous : undefined),
    retry: false,
    staleTime: 0,
  });
  if (!isEnabled) {
    return { group: null, isBusy: false, hasFailed: false };
  }
  const options = error ? [retryOf(source, error, refetch)] : optionsOf(source, q ?? "", data);
  const title = (!q && source.recent) || source.title;
  const group = { id: source.id, title, options, results: error ? 0 : (data?.options.length ?? 0) };
  return { group, isBusy: isFetching, hasFailed: error !== null };
}

/** Whether a source is asked. An empty query is for those that have something to show before anything is typed. */
export function mayRequest({ needs, recent }: Source, account: Account, q: string | null): boolean {
  return may(account, needs) && q !== null && (q !== "" || recent !== undefined);
}

/** The results, and a way to the rest of them if there are more and a page that lists them. */
export function optionsOf({ id, list }: Source, q: string, found: Found | undefined): Option[] {
  const { options, count } = found ?? { options: [], count: 0 };
  if (list === undefined || count <= options.length) {
    return options;
  }
  const all = { key: `${id}:all`, title: list.title({ count }), icon: ArrowRight, target: { address: listAddress(list.path, q) } };
  return [...options, all];
}

function retryOf({ id, title }: Source, error: unknown, retry: () => unknown): Option {
  return {
    key: `${id}:retry`,
    title: m.search_group_retry({ group: title }),
    hint: explain(error),
    icon: RefreshCw,
    target: { run: retry, staysOpen: true },
  };
}
