import { FileText } from "lucide-react";
import { orThrow } from "sisuiq-client";
import { api } from "@/lib/api";
import { documentAddress } from "@/lib/document-address";
import { SOURCE_LABELS, TYPE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

import { LIMIT, type Source } from "./source";

/** The documents that the account may read. */
export const DOCUMENTS: Source = {
  id: "documents",
  title: m.search_documents(),
  needs: "documents.read",
  list: { path: "/documents/", title: m.search_all_documents },
  async find(q, signal) {
    const { data, count } = await orThrow(api.GET("/api/documents", { params: { query: { q, limit: LIMIT } }, signal }));
    const options = data.map(({ id, name, type, source }) => ({
      key: `document:${id}`,
      title: name,
      hint: `${TYPE_LABELS[type]} · ${SOURCE_LABELS[source]}`,
      icon: FileText,
      target: { address: documentAddress(id) },
    }));
    return { options, count };
  },
};
