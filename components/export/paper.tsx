import type { Code, Day, PdfDocument } from '#lib/pdf/document.ts'

/** The list for paper: black on white, nothing to press. */
export function Paper({ document: { title, lead, box, sections, closing } }: { readonly document: PdfDocument }) {
  return (
    <article id="paper" className="hidden print:block">
      <h1 className="text-2xl">{title}</h1>
      {lead.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <section className="my-4 flex items-start gap-6 rounded-lg border border-ink p-4">
        <div className="flex-1">
          <h2 className="text-lg">{box.title}</h2>
          {box.texts.map((text) => (
            <p key={text} className="mt-1">
              {text}
            </p>
          ))}
          <p className="mt-1 break-all">{box.code.url}</p>
        </div>
        <CodePicture code={box.code} />
      </section>
      {sections.map((section) => (
        <section key={section.title}>
          <h2 className="mt-5 text-lg">{section.title}</h2>
          {section.days.map((day) => (
            <PaperDay key={day.title} day={day} />
          ))}
        </section>
      ))}
      {closing.map((text) => (
        <p key={text} className="mt-4">
          {text}
        </p>
      ))}
    </article>
  )
}

function PaperDay({ day }: { readonly day: Day }) {
  return (
    <>
      <h3 className="mt-3 text-base">{day.title}</h3>
      <ol>
        {day.items.map(({ label, text, notes, strong }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are printed once, in this order
          <li key={index} className={`grid grid-cols-[3.5rem_1fr] py-1 ${strong ? 'border-l-4 border-ink pl-2' : ''}`}>
            <span className="tabular-nums">{label}</span>
            <div>
              <p>{text}</p>
              {notes.map((note) => (
                <p key={note} className="text-sm">
                  {note}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

function CodePicture({ code: { size, modules, label } }: { readonly code: Code }) {
  const path = Array.from(modules, (dark, i) => (dark ? `M${i % size} ${Math.floor(i / size)}h1v1h-1z` : '')).join('')
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className="size-28 shrink-0">
      <path d={path} fill="#000" />
    </svg>
  )
}
