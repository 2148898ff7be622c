"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { CardLine } from "../card-line";
import { CardList } from "../card-list";

const LIMIT = 5;
const PATH = "/api/admin/feedback";

/** The newest answers that were rated as not helpful. The audit log records that the account read them. */
export default function FeedbackCard() {
  const query = useQuery({
    queryKey: [PATH, "newest down"],
    queryFn: async ({ signal }) => (await orThrow(api.GET(PATH, { params: { query: { rating: "down", limit: LIMIT } }, signal }))).data,
  });
  return (
    <CardList query={query} lines={LIMIT} empty={m.home_feedback_empty()}>
      {({ answer_id, question, comment, user_name, created_at }) => (
        <li key={answer_id}>
          <CardLine
            title={question ?? m.home_feedback_answer()}
            address={`/admin/feedback/?${new URLSearchParams({ rating: "down", answer: answer_id, rated: created_at })}`}
            hint={[comment, user_name, dateTime(created_at)].filter(Boolean).join(" · ")}
          />
        </li>
      )}
    </CardList>
  );
}
