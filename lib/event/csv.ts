/** A byte order mark: spreadsheets read UTF-8 by it. */
const MARK = '\ufeff'

/** What a spreadsheet would take for the beginning of a formula. */
const FORMULA = /^[\s\u200e\u200f\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

/**
 * A table as RFC 4180 has it, in UTF-8 for spreadsheets: CRLF, every field in quotes. A field that a spreadsheet would run as a formula
 * begins with an apostrophe: it is shown, not run.
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return MARK + rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

function field(text: string): string {
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}
