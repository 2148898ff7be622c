/** What the compiler has to accept and to refuse; it is checked and never run. */
import { createApi, orThrow } from "../src/index.js";
function same() { }
const api = createApi();
export async function reading(id) {
    const document = await orThrow(api.GET("/api/documents/{id}", { params: { path: { id } } }));
    same();
    same();
    // @ts-expect-error there is no such path
    await api.GET("/api/document/{id}", { params: { path: { id } } });
    // @ts-expect-error the id is missing
    await api.GET("/api/documents/{id}");
    // @ts-expect-error the id of a document is text
    await api.GET("/api/documents/{id}", { params: { path: { id: 7 } } });
    // @ts-expect-error a document cannot be patched
    await api.PATCH("/api/documents/{id}", { params: { path: { id } } });
}
export async function asking() {
    const { data, error } = await api.POST("/api/chat", { body: { message: "What is the vision?" } });
    same();
    same();
    same();
    same();
    // @ts-expect-error a question has words
    await api.POST("/api/chat", { body: {} });
    // @ts-expect-error there is no such mode
    await api.POST("/api/chat", { body: { message: "What?", mode: "poetry" } });
}
export async function listing() {
    const query = { role_id: 3, is_active: true, limit: 10 };
    const staff = await orThrow(api.GET("/api/v1/ops/users", { params: { query } }));
    same();
    // @ts-expect-error there is no such state
    await api.GET("/api/documents", { params: { query: { status: "lost" } } });
}
export async function ending(id) {
    const nothing = await orThrow(api.DELETE("/api/auth/sessions/{id}", { params: { path: { id } } }));
    same();
}
