'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button, ButtonLink, IconButton } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { Sheet } from '#components/ui/sheet.tsx'
import { Tag } from '#components/ui/tag.tsx'

/** What is pressed, in each state; what opens; and what says that something goes on. */
export function Actions() {
  const t = useTranslations('design.actions')
  const dialog = useRef<HTMLDialogElement>(null)
  const sheet = useRef<HTMLDialogElement>(null)
  return (
    <div className="grid gap-6 rounded-2xl border border-line bg-surface p-5">
      {(['primary', 'secondary', 'quiet'] as const).map((look) => (
        <div key={look} className="flex flex-wrap items-center gap-4">
          <Button look={look}>{t('save')}</Button>
          <Button look={look}>
            <Icon name="download" />
            {t('save')}
          </Button>
          <Button look={look} busy>
            {t('busy')}
          </Button>
          <Button look={look} disabled>
            {t('disabled')}
          </Button>
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-4">
        <ButtonLink href="#actions">{t('link')}</ButtonLink>
        <IconButton icon="print" label={t('print')} />
        <Menu
          label={t('menu')}
          entries={[
            { id: 'print', text: t('print'), icon: 'print', onAction: () => print() },
            { id: 'link', text: t('link'), icon: 'link', href: '#actions' },
          ]}
        />
        <Button onClick={() => dialog.current?.showModal()}>{t('dialog')}</Button>
        <Button onClick={() => sheet.current?.showModal()}>{t('sheet')}</Button>
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <Tag>{t('tag')}</Tag>
        <Tag tone="warn">{t('tag')}</Tag>
        <Tag tone="wait">{t('tag')}</Tag>
        <Progress label={t('progress')} />
        <Progress label={t('progress')} done={2} total={5} />
      </div>
      <Dialog ref={dialog} title={t('dialog')}>
        <p className="mt-2 mb-5">{t('dialogText')}</p>
        <Button look="primary" onClick={() => dialog.current?.close()}>
          {t('save')}
        </Button>
      </Dialog>
      <Sheet ref={sheet} title={t('sheet')}>
        <p>{t('sheetText')}</p>
      </Sheet>
    </div>
  )
}
