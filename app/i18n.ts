import { getRequestConfig } from 'next-intl/server'
import { env } from '#lib/env.ts'
import messages from '../messages/en.json'

export default getRequestConfig(async () => ({ locale: 'en-GB', messages, timeZone: env('web').TIME_ZONE }))
