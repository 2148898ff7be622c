import type { ChatMode, DocumentSource, DocumentStatus, DocumentType, MessageRole, UserRole } from "sisuiq-client";

/** A part of a list, and how many rows there are in all. */
export interface Page<Row> {
  data: Row[];
  count: number;
}

export interface UserRow {
  id: string;
  email: string;
  name: string;
  role: UserRole;
  created_at: string;
  session_count: number;
}

export interface SessionRow {
  id: string;
  user_email: string;
  user_name: string;
  mode: ChatMode;
  title: string | null;
  message_count: number;
  created_at: string;
}

export interface MessageRow {
  id: string;
  role: MessageRole;
  content: string;
  created_at: string;
}

export interface DocumentRow {
  id: string;
  name: string;
  type: DocumentType;
  source: DocumentSource;
  file_path: string;
  chunk_count: number;
  status: DocumentStatus;
  error_message: string | null;
  created_at: string;
}

export interface Stats {
  users: number;
  sessions: number;
  messages: number;
  documents: number;
  chunks: number;
  analytics_snapshots: number;
}
