import { MessageSquareText } from "lucide-react";
import { orThrow } from "sisuiq-client";

import { addressOf } from "@/copilot/address";
import { api } from "@/lib/api";
import { date } from "@/lib/format";
import { MODE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

import { LIMIT, type Source } from "./source";

/** The account's own conversations. */
export const CONVERSATIONS: Source = {
  id: "conversations",
  title: m.search_conversations(),
  recent: m.search_conversations_recent(),
  needs: "questions.ask",
  async find(q, signal) {
    const query = { limit: LIMIT, ...(q ? { q } : {}) };
    const { sessions, total } = await orThrow(api.GET("/api/v1/sessions", { params: { query }, signal }));
    const options = sessions.map(({ id, title, mode, created_at }) => ({
      key: `conversation:${id}`,
      title: title ?? m.search_conversation_untitled(),
      hint: `${MODE_LABELS[mode]} · ${date(created_at)}`,
      icon: MessageSquareText,
      target: { address: addressOf({ conversationId: id }) },
    }));
    return { options, count: total };
  },
};
