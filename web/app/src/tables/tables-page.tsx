"use client";

import { Frame } from "@/shell/frame";

import { TableList } from "./table-list";

export function TablesPage() {
  return (
    <Frame>
      <TableList />
    </Frame>
  );
}
