/** What the cosigners' commands share. */

export function usage(text: string): Error {
  return new Error(`Usage: ${text}`)
}

/** `127.0.0.1:4201` or `[::1]:4201`. */
export function address(text: string, usageText: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^(?:\[?([^\]]+?)\]?):([0-9]{1,5})$/.exec(text) ?? []
  if (host === '' || Number(port) > 65535) throw usage(usageText)
  return { host, port: Number(port) }
}
