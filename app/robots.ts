import type { MetadataRoute } from 'next'

/** What is about somebody asks for a log-in anyway; this spares crawlers the way there. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', allow: '/', disallow: ['/api/', '/history', '/for/', '/alerts', '/people', '/support'] } }
}
