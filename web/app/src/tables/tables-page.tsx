"use client";

import { KnowledgeFrame } from "@/shell/knowledge-frame";

import { TableList } from "./table-list";

export function TablesPage() {
  return (
    <KnowledgeFrame>
      <TableList />
    </KnowledgeFrame>
  );
}
