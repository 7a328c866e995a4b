/** A command as it is typed; on a narrow screen it is broken, and copied as one. */
export function Command({ children }: { readonly children: string }) {
  return (
    <pre className="rounded-xl border border-line bg-surface px-4 py-3 font-mono text-[0.9375rem] leading-relaxed wrap-anywhere whitespace-pre-wrap">
      {children}
    </pre>
  )
}
