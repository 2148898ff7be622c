"use client";

import type { FeedbackRow } from "@/admin/rows";
import { kindOf } from "@/lib/feedback-kind";
import { dateTime } from "@/lib/format";
import { type Column, DataTable } from "@/lists/data-table";
import { DayFilter } from "@/lists/day-filter";
import { dayRange } from "@/lists/day-range";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { useOpened } from "@/lists/use-opened";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { answerNoteOf } from "./describe-feedback";
import { OpenedFeedback } from "./opened-feedback";
import { RatingBadge } from "./rating-badge";
import { RATING_CHOICES, ratingFilters } from "./rating-filter";

export function FeedbackInbox() {
  const state = useListState();
  const { get } = state;
  const { opened, open, close } = useOpened("answer", "rated");
  const filters = { ...ratingFilters(get("rating")), ...dayRange(get("from"), get("until")) };
  const list = useList<FeedbackRow>({ path: "/api/admin/feedback", state, filters });
  const columns: Column<FeedbackRow>[] = [
    { title: m.admin_feedback_rating(), cell: (row) => <RatingBadge kind={kindOf(row)} /> },
    {
      title: m.admin_feedback_question_and_comment(),
      className: "min-w-64",
      cell: (row) => (
        <>
          <button
            type="button"
            className="line-clamp-2 text-left font-medium text-link wrap-anywhere hover:underline"
            onClick={() => open({ answer: row.answer_id, rated: row.created_at })}
          >
            {row.question ?? m.admin_feedback_show_answer()}
          </button>
          {row.comment && <span className="mt-0.5 line-clamp-3 text-[0.8125rem] text-muted wrap-anywhere">{row.comment}</span>}
        </>
      ),
    },
    { title: m.admin_feedback_answer(), className: "min-w-28", cell: (row) => answerNoteOf(row)?.label ?? "–" },
    {
      title: m.admin_feedback_user(),
      className: "whitespace-nowrap",
      cell: ({ user_name, user_email }) => (
        <>
          {user_name}
          <span title={user_email} className="block max-w-48 truncate text-xs text-muted">
            {user_email}
          </span>
        </>
      ),
    },
    { title: m.admin_feedback_rated(), sort: "created_at", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
  ];
  return (
    <>
      <PageHeader title={m.admin_feedback_title()} description={m.admin_feedback_description()} />
      <Filters>
        <Filter
          name="rating"
          label={m.admin_feedback_rating()}
          all={m.admin_feedback_ratings_all()}
          choices={RATING_CHOICES}
          state={state}
        />
        <DayFilter name="from" label={m.common_day_from()} state={state} />
        <DayFilter name="until" label={m.common_day_until()} state={state} />
      </Filters>
      <DataTable
        label={m.admin_feedback_title()}
        columns={columns}
        list={list}
        state={state}
        empty={m.admin_feedback_empty()}
        rowTestId="feedback-row"
      />
      {opened && (
        <OpenedFeedback
          answerId={opened.answer}
          ratedAt={opened.rated}
          known={list.data?.data.find(({ answer_id }) => answer_id === opened.answer)}
          onClose={close}
        />
      )}
    </>
  );
}
