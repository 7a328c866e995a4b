'use client'

import { useTranslations } from 'next-intl'
import { memo, useId, useState } from 'react'
import { Tag } from '#components/ui/tag.tsx'
import { type Line, sameLine, summary } from './arrange.ts'
import { Ask, AskedNotes } from './asking.tsx'
import { EntryDetails } from './entry-details.tsx'
import { Expander } from './expander.tsx'
import { LineNotes } from './line-notes.tsx'
import { LookItem } from './look-item.tsx'
import { Meta } from './meta.tsx'
import { isShown } from './row.ts'
import { RowIcon } from './row-icon.tsx'
import { Sentence } from './sentence.tsx'

/** A line of the list: a sentence, what qualifies it, and on demand every look that it stands for, each with its own proof. */
export const LineItem = memo(
  function LineItem({ line }: { readonly line: Line }) {
    const t = useTranslations('timeline')
    const tag = useTranslations('tag')
    const [open, setOpen] = useState(false)
    const id = useId()
    const [look, ...others] = line.looks
    const emergency = isShown(look.row) && look.row.event.emergency
    return (
      <li className={`border-t border-line first:border-t-0 ${emergency ? 'bg-warn-tint/40 shadow-[inset_4px_0_0_var(--warn)]' : ''}`}>
        <div className="relative grid grid-cols-[2.25rem_minmax(0,1fr)_1.5rem] gap-x-3 px-4 py-3.5 sm:px-5">
          <RowIcon row={look.row} />
          <div>
            {emergency && (
              <p className="mb-1">
                <Tag tone="warn">{tag('emergency')}</Tag>
              </p>
            )}
            <p className="max-w-[62ch]" id={`${id}-sentence`}>
              <Sentence row={summary(line)} />
            </p>
            <Meta line={line} />
            <AskedNotes looks={line.looks} />
          </div>
          <Expander open={open} onToggle={() => setOpen(!open)} controls={id} describedBy={`${id}-sentence`}>
            {others.length > 0 ? t('showAll', { count: line.looks.length }) : t('details')}
          </Expander>
        </div>
        <div id={id} hidden={!open} className="pr-4 pb-5 pl-4 sm:pr-5 sm:pl-17">
          {open && isShown(look.row) && <LineNotes event={look.row.event} />}
          {open && others.length === 0 && <EntryDetails look={look} />}
          {open && others.length > 0 && (
            <ol className="rounded-xl border border-line bg-raised">
              {line.looks.map((each) => (
                <LookItem key={each.row.key} look={each} />
              ))}
            </ol>
          )}
          {open && others.length > 0 && <Ask looks={line.looks} />}
        </div>
      </li>
    )
  },
  (before, after) => sameLine(before.line, after.line),
)
