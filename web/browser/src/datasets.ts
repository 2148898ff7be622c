import { expect, type Page } from "@playwright/test";

/** Uploads a dataset through the API as the person of the browser, waits until its rows are there, and returns its ID. */
export async function newDataset(page: Page, name: string, csv: string): Promise<string> {
  const file = { name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) };
  const { request } = page.context();
  let id = "";
  const uploaded = async () => {
    const response = await request.post("/api/datasets/upload", { multipart: { name, file } });
    if (response.ok()) {
      id = ((await response.json()) as { id: string }).id;
    }
    return response.status();
  };
  await expect.poll(uploaded, { message: "the answer to the upload", timeout: 45_000 }).toBeLessThan(300);
  const isReady = async () => ((await (await request.get(`/api/datasets/${id}`)).json()) as { copy_ready: boolean }).copy_ready;
  await expect.poll(isReady, { message: "the rows of the dataset", timeout: 45_000 }).toBe(true);
  return id;
}

/** Deletes datasets of the person. */
export async function deleteDatasets(page: Page, ids: string[]): Promise<void> {
  for (const id of ids) {
    expect((await page.context().request.delete(`/api/datasets/${id}`)).status()).toBe(200);
  }
}

const KINDS = ["차대차", "차대사람", "차량단독"];

/** Accidents in Daegu, the same ones each time; the last of them have no place. */
export function accidents(count: number, withoutPlace = 0): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const [latitude, longitude] = [35.8 + ((at * 37) % 1_000) / 8_000, 128.5 + ((at * 61) % 1_000) / 6_000];
    const place = at >= count - withoutPlace ? "," : `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
    const day = `${2019 + (at % 3)}-${String((at % 12) + 1).padStart(2, "0")}-0${(at % 9) + 1} ${String(at % 24).padStart(2, "0")}:00`;
    return `${day},${KINDS[at % KINDS.length]},${(at % 7) + 1},${place}`;
  });
  return `발생일시,사고유형,ECLO,위도,경도\n${rows.join("\n")}\n`;
}
