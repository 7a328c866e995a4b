import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ForgetDevice } from '#components/device/forget-device.tsx'
import { Document } from '#components/service/document.tsx'

type Props = { readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('forgetDevice')
  return { title: t('title'), description: t('lead') }
}

export default async function DevicePage({ searchParams }: Props) {
  const t = await getTranslations('forgetDevice')
  return (
    <Document title={t('title')} lead={t('lead')}>
      <ForgetDevice forgotten={(await searchParams).forgotten === 'yes'} />
    </Document>
  )
}
