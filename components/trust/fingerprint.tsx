/** 64 hexadecimal digits in eight groups, to be read out on the telephone; copied, it is one word. */
export function Fingerprint({ hex }: { readonly hex: string }) {
  const groups = [...hex.matchAll(/.{1,8}/g)]
  return (
    <p className="grid max-w-sm grid-cols-2 gap-x-6 gap-y-1 font-mono text-lg tracking-wide sm:max-w-2xl sm:grid-cols-4 sm:text-xl">
      {groups.map(({ index, 0: group }) => (
        <span key={index}>{group}</span>
      ))}
    </p>
  )
}
