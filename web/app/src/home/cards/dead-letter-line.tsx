"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";

import { CardLine } from "../card-line";
import { Loaded } from "../loaded";

const PATH = "/api/admin/dead-letters";

/** The number of messages in the dead-letter queue. */
export function DeadLetterLine() {
  const query = useQuery({ queryKey: [PATH], queryFn: ({ signal }) => orThrow(api.GET(PATH, { signal })) });
  return (
    <Loaded query={query} lines={1}>
      {({ messages: count }) => (
        <CardLine
          title={count === 0 ? m.home_messages_failed_none() : m.home_messages_failed({ count })}
          address={count === 0 ? undefined : "/admin/jobs/"}
          hint={m.home_messages_failed_hint()}
        />
      )}
    </Loaded>
  );
}
