"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { ApiError, orThrow, type ChatMode, type ConversationOut } from "sisuiq-client";

import type { AnswerEvent } from "@/lib/answer-events";
import { api } from "@/lib/api";
import { remembered } from "@/lib/storage";

import { detailsOf } from "./answer";
import { explainChat } from "./explain-chat";
import { changed } from "./messages";
import { askStreaming, askWhole, readStreaming, regenerateStreaming, stopAnswer } from "./questions";

/** The conversation on the screen: what was said, what is being written, and what may be done. */
export function useConversation() {
  const queries = useQueryClient();
  const [messages, change] = useReducer(changed, []);
  const [mode, setMode] = useState<ChatMode>("strategy_qa");
  const [sessionId, setSessionId] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isOpening, setOpening] = useState(false);
  const [openingError, setOpeningError] = useState<unknown>(null);
  const [answerId, setAnswerId] = useState<string | null>(null);
  const [failedStop, setFailedStop] = useState<{ answerId: string; error: unknown } | null>(null);
  const underWay = useRef<AbortController | null>(null);

  const begin = useCallback(() => {
    underWay.current?.abort();
    const controller = new AbortController();
    underWay.current = controller;
    return controller.signal;
  }, []);

  const moveTo = useCallback((id: string | null) => {
    setSessionId(id);
    remembered.setSession(id);
  }, []);

  const forgetTurn = useCallback(() => {
    setBusy(false);
    setAnswerId(null);
    remembered.setUnderWay(null);
  }, []);

  const follow = useCallback(
    async (events: AsyncGenerator<AnswerEvent>, question: string, signal: AbortSignal) => {
      setBusy(true);
      try {
        for await (const event of events) {
          change({ kind: "told", event });
          if (event.kind === "start") {
            const { answer_id, session_id } = event.data;
            setAnswerId(answer_id);
            moveTo(session_id);
            remembered.setUnderWay({ answerId: answer_id, sessionId: session_id, question });
          }
        }
      } catch (error) {
        if (!signal.aborted) {
          change({ kind: "failed", reason: explainChat(error) });
        }
      }
      if (!signal.aborted) {
        forgetTurn();
        void queries.invalidateQueries({ queryKey: ["sessions"] });
      }
    },
    [forgetTurn, moveTo, queries],
  );

  const ask = useCallback(
    async (question: string) => {
      const signal = begin();
      const body = { message: question, mode, ...(sessionId === null ? {} : { session_id: sessionId }) };
      change({ kind: "asked", question });
      if (remembered.isStreaming()) {
        await follow(askStreaming(body, signal), question, signal);
        return;
      }
      setBusy(true);
      try {
        const answer = await askWhole(body, signal);
        moveTo(answer.session_id);
        const { answer_id, answer: content } = answer;
        change({ kind: "answered", answerId: answer_id, content, details: detailsOf(answer) });
        void queries.invalidateQueries({ queryKey: ["sessions"] });
      } catch (error) {
        if (!signal.aborted) {
          change({ kind: "failed", reason: explainChat(error) });
        }
      }
      if (!signal.aborted) {
        forgetTurn();
      }
    },
    [begin, follow, forgetTurn, mode, moveTo, queries, sessionId],
  );

  const regenerate = useCallback(
    async (oldAnswerId: string) => {
      const signal = begin();
      const question = messages.findLast(({ role }) => role === "user")?.content ?? "";
      change({ kind: "regenerated", answerId: oldAnswerId });
      await follow(regenerateStreaming(oldAnswerId, signal), question, signal);
    },
    [begin, follow, messages],
  );

  const stop = useCallback(async () => {
    if (answerId === null) {
      return;
    }
    setFailedStop(null);
    try {
      // the stream tells what became of it
      await stopAnswer(answerId);
    } catch (error) {
      setFailedStop({ answerId, error });
    }
  }, [answerId]);

  const clear = useCallback(
    (newMode: ChatMode) => {
      begin();
      forgetTurn();
      setOpening(false);
      setOpeningError(null);
      setMode(newMode);
      remembered.setMode(newMode);
      moveTo(null);
      change({ kind: "cleared" });
    },
    [begin, forgetTurn, moveTo],
  );

  const open = useCallback(
    async (id: string) => {
      const signal = begin();
      setBusy(false);
      setAnswerId(null);
      setOpening(true);
      setOpeningError(null);
      change({ kind: "cleared" });
      moveTo(id);
      const unfinished = remembered.underWay();
      try {
        const stored = await storedConversation(id, signal);
        if (!stored && unfinished?.sessionId !== id) {
          moveTo(null);
        }
        const said = stored?.messages ?? [];
        if (stored) {
          setMode(stored.mode);
          remembered.setMode(stored.mode);
        }
        change({ kind: "opened", messages: said });
        setOpening(false);
        const isStored = said.some((message) => message.id === unfinished?.answerId);
        if (isStored) {
          remembered.setUnderWay(null);
        } else if (unfinished?.sessionId === id) {
          const isAsked = said.at(-1)?.role === "user";
          change(isAsked ? { kind: "regenerated", answerId: "" } : { kind: "asked", question: unfinished.question });
          setAnswerId(unfinished.answerId);
          await follow(readStreaming(unfinished.answerId, signal), unfinished.question, signal);
        }
      } catch (error) {
        if (!signal.aborted) {
          setOpening(false);
          setOpeningError(error);
        }
      }
    },
    [begin, follow, moveTo],
  );

  useEffect(() => {
    setMode(remembered.mode());
    const id = remembered.session();
    if (id !== null) {
      void open(id);
    }
    return () => underWay.current?.abort();
  }, [open]);

  const canStop = isBusy && answerId !== null;
  // an answer that has ended since needs no stop
  const stopError = canStop && failedStop?.answerId === answerId ? failedStop.error : null;
  return { messages, mode, sessionId, isBusy, isOpening, openingError, canStop, stopError, ask, regenerate, stop, clear, open };
}

/** Nothing, when it is deleted, or when its first answer is still being written. */
async function storedConversation(id: string, signal: AbortSignal): Promise<ConversationOut | null> {
  try {
    return await orThrow(api.GET("/api/v1/sessions/{id}", { params: { path: { id } }, signal }));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return null;
    }
    throw error;
  }
}

export type Conversation = ReturnType<typeof useConversation>;
