'use client'

import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs'
import { PageLanguage } from './page-language.tsx'

type Props = {
  readonly label: string
  readonly tabs: readonly { readonly id: string; readonly title: string; readonly content: ReactNode }[]
}

/** Several views of the same thing, one at a time. Arrow keys move between them. */
export function Tabs({ label, tabs }: Props) {
  return (
    <PageLanguage>
      <AriaTabs>
        <TabList aria-label={label} className="flex flex-wrap gap-x-1 border-b border-line">
          {tabs.map(({ id, title }) => (
            <Tab
              key={id}
              id={id}
              className="-mb-px flex min-h-11 cursor-pointer items-center rounded-t-lg border border-b-3 border-transparent px-4 font-semibold text-accent hover:underline data-selected:border-b-accent data-selected:text-ink data-selected:no-underline forced-colors:border-[Canvas] forced-colors:data-selected:border-[Highlight]"
            >
              {title}
            </Tab>
          ))}
        </TabList>
        {tabs.map(({ id, content }) => (
          <TabPanel key={id} id={id} className="pt-4">
            {content}
          </TabPanel>
        ))}
      </AriaTabs>
    </PageLanguage>
  )
}
