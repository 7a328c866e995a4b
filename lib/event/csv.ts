/** A byte order mark: spreadsheets read UTF-8 by it. */
const MARK = '\ufeff'

/** What a spreadsheet would take for the beginning of a formula. */
const FORMULA = /^[\s\u200e\u200f]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
/** The same inside of a field, where a spreadsheet that separates by semicolons, as in Estonia, or tabs begins the next one. */
const NEXT_FORMULA = /([;\t\r\n][ "\u00a0\u200e\u200f\ufeff]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g

/**
 * A table as RFC 4180 has it, in UTF-8 for spreadsheets: CRLF, every field in quotes. Before what a spreadsheet would run as a formula stands
 * an apostrophe: it is shown, not run.
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return MARK + rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

function field(text: string): string {
  const [begin] = FORMULA.exec(text) ?? ['']
  const shown = (begin && `'${begin}`) + text.slice(begin.length).replace(NEXT_FORMULA, "$1'")
  return `"${shown.replaceAll('"', '""')}"`
}
