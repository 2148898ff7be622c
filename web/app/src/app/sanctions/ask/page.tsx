import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { LawChatPage } from "@/sanctions/ask/law-chat-page";

export const metadata = pageTitle(m.pages_law_chat);

export default function Page() {
  return (
    <Suspense>
      <LawChatPage />
    </Suspense>
  );
}
