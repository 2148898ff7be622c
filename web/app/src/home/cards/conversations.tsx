"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { addressOf } from "@/copilot/address";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import { MODE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

import { CardLine } from "../card-line";
import { CardList } from "../card-list";

const LIMIT = 5;

/** The account's newest conversations. */
export default function ConversationsCard() {
  const query = useQuery({
    queryKey: ["sessions", "newest", LIMIT],
    queryFn: async ({ signal }) => {
      const { sessions } = await orThrow(api.GET("/api/v1/sessions", { params: { query: { limit: LIMIT } }, signal }));
      return sessions;
    },
  });
  return (
    <CardList query={query} lines={LIMIT} empty={m.home_conversations_empty()}>
      {({ id, title, mode, created_at }) => (
        <li key={id}>
          <CardLine
            title={title ?? m.home_conversation_untitled()}
            address={addressOf({ conversationId: id })}
            hint={`${MODE_LABELS[mode]} · ${dateTime(created_at)}`}
          />
        </li>
      )}
    </CardList>
  );
}
