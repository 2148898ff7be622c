/** Type tests: code the compiler has to accept or reject. It is never run. */
import { type Answer, createApi, type DocumentOut, orThrow, type Problem, type StaffOut } from "../src/index.ts";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<_T extends true>(): void {}

const api = createApi();

export async function reading(id: string): Promise<void> {
  const document = await orThrow(api.GET("/api/documents/{id}", { params: { path: { id } } }));
  same<Equal<typeof document, DocumentOut>>();
  same<Equal<DocumentOut["status"], "pending" | "processing" | "ready" | "failed">>();
  // @ts-expect-error there is no such path
  await api.GET("/api/document/{id}", { params: { path: { id } } });
  // @ts-expect-error the id is missing
  await api.GET("/api/documents/{id}");
  // @ts-expect-error the id of a document is text
  await api.GET("/api/documents/{id}", { params: { path: { id: 7 } } });
  // @ts-expect-error a document cannot be patched
  await api.PATCH("/api/documents/{id}", { params: { path: { id } } });
}

export async function asking(): Promise<void> {
  const { data, error } = await api.POST("/api/chat", { body: { message: "What is the vision?" } });
  same<Equal<NonNullable<typeof data>["citations"], Answer["citations"]>>();
  same<Equal<NonNullable<typeof data>["support"], "none" | "near" | "partial" | "full">>();
  same<Equal<NonNullable<typeof error>["error"], Problem["error"]>>();
  same<Equal<Answer["citations"][number]["match"], "exact" | "normalized">>();
  // @ts-expect-error a question has words
  await api.POST("/api/chat", { body: {} });
  // @ts-expect-error there is no such mode
  await api.POST("/api/chat", { body: { message: "What?", mode: "poetry" } });
}

export async function listing(): Promise<void> {
  const query = { role_id: 3, is_active: true, limit: 10 };
  const staff = await orThrow(api.GET("/api/v1/ops/users", { params: { query } }));
  same<Equal<typeof staff, StaffOut[]>>();
  // @ts-expect-error there is no such state
  await api.GET("/api/documents", { params: { query: { status: "lost" } } });
}

export async function ending(id: string): Promise<void> {
  const nothing = await orThrow(api.DELETE("/api/auth/sessions/{id}", { params: { path: { id } } }));
  same<Equal<typeof nothing, never>>();
}
