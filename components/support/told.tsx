type Props = { readonly done?: string | undefined; readonly problem?: string | undefined }

/** What the last step did, or why it did not. */
export function Told({ done, problem }: Props) {
  if (problem !== undefined)
    return (
      <p role="alert" className="rounded-xl border border-line bg-warn-tint p-4 font-semibold text-warn">
        {problem}
      </p>
    )
  if (done === undefined) return null
  return (
    <p role="status" className="rounded-xl border border-line bg-ok-tint p-4 font-semibold text-ok">
      {done}
    </p>
  )
}
