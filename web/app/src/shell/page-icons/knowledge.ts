import { Files, MessageSquareText } from "lucide-react";

import type { PageIcons } from "./page-icons";

export const KNOWLEDGE_ICONS: PageIcons = {
  "/": MessageSquareText,
  "/documents/": Files,
};
