import type { HistorySession, Progress, Report, SessionOptions } from './types.ts'

/** What a page asks its worker, by name; the answer carries the same number. */
export type Asked = Omit<HistorySession, 'report' | 'progress' | 'subscribe' | 'close'>
export type Method = keyof Asked
export type Question<M extends Method = Method> = { readonly id: number; readonly method: M; readonly parameters: Parameters<Asked[M]> }

export type ToWorker = { readonly options: SessionOptions } | Question
export type FromWorker =
  /** The report only when it is another one. */
  | { readonly report?: Report; readonly progress: Progress }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string }
