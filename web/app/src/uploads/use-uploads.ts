"use client";

import { useSyncExternalStore } from "react";

import { uploadStore } from "./upload-store";

export function useUploads() {
  return useSyncExternalStore(uploadStore.subscribe, uploadStore.get, uploadStore.get);
}
