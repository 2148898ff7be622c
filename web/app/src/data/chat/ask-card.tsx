"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { DatasetDetailsOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { browserState } from "@/lib/storage";
import * as m from "@/paraglide/messages";

import { chatAddress } from "./address";
import { MAX_QUESTION_LENGTH } from "./question";
import { Questions } from "./questions";
import { suggestedQuestions } from "./suggested";

/** A question about a dataset, asked from its card. The page of the chat answers it. */
export function AskCard({ dataset }: { dataset: DatasetDetailsOut }) {
  const router = useRouter();
  const [text, setText] = useState("");
  const chat = chatAddress({ dataset: dataset.id, conversation: null });
  const ask = (question: string) => {
    // not in the address, which servers log
    browserState.setQuestion(question);
    router.push(chat);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") {
      ask(text.trim());
    }
  };
  return (
    <Card className="mb-6">
      <CardHeader
        title={m.datachat_ask_title()}
        actions={
          <Link href={chat} className="text-[0.8125rem] text-link hover:underline">
            {m.datachat_conversations()}
          </Link>
        }
      />
      <CardContent>
        <form className="flex gap-2" onSubmit={submit}>
          <Input
            aria-label={m.chat_question()}
            placeholder={m.datachat_placeholder()}
            maxLength={MAX_QUESTION_LENGTH}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onFocus={() => router.prefetch(chat)}
            className="min-w-0"
          />
          <Button type="submit" variant="primary" disabled={text.trim() === ""}>
            {m.datachat_ask()}
          </Button>
        </form>
        <Questions label={m.datachat_suggestions()} questions={suggestedQuestions(dataset)} onAsk={ask} className="mt-3" />
      </CardContent>
    </Card>
  );
}
