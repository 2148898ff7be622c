import { Suspense } from "react";
import { DataChatPage } from "@/data/chat/data-chat-page";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_data_chat);

export default function Page() {
  return (
    <Suspense>
      <DataChatPage />
    </Suspense>
  );
}
