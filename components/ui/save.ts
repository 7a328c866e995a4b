/** A file to be saved: a text, or bytes. */
export type Saved = { readonly name: string; readonly type: string; readonly text: string | Uint8Array<ArrayBuffer> }

/** Hands a file to the browser to be saved; it goes nowhere else. */
export function save({ name, type, text }: Saved): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
