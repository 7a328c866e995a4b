/** One line that a person and a script can read: `figure tlog-root 850000 leaves/s target ≥ 600000 ok`. */
export function figure(name: string, value: number, unit: string, target: string, ok: boolean): void {
  console.log(`figure ${name} ${Number(value.toPrecision(3))} ${unit} target ${target.replaceAll(' ', '')} ${ok ? 'ok' : 'short'}`)
}
