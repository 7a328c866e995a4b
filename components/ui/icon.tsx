const PATHS = {
  alert: 'M12 8.5v4.5M12 16.5h.01M8.2 2.8h7.6l5.4 5.4v7.6l-5.4 5.4H8.2l-5.4-5.4V8.2z',
  automatic: 'M5 9h14v10H5zM12 9V4.5M9 13.5h.01M15 13.500h.01M9.5 16.500h5M2.5 12.500v3M21.5 12.500v3',
  back: 'M15 5l-7 7 7 7',
  check: 'M4.5 12.500l5 5 10-11',
  chevron: 'M6 9l6 6 6-6',
  clock: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.500V12l3 2',
  close: 'M6 6l12 12M18 6L6 18',
  document: 'M6 3.500h8l4 4v13H6zM13.5 3.500V8H18M9 12.500h6M9 16h6',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.500M4.5 19.500h15',
  emergency: 'M12 4v16M5.070 8l13.860 8M18.930 8L5.070 16',
  eraser: 'M8.5 19.500l-4.5-4.500L14 5l5 5-9.5 9.500zM9 10l5 5M8.5 19.500H20',
  hidden:
    'M4 4l16 16M9.9 5.300A9.5 9.5 0 0 1 12 5c4 0 7 2.5 9.5 7a16 16 0 0 1-2.6 3.400M6.2 7.200A15 15 0 0 0 2.5 12c2.5 4.5 5.5 7 9.5 7 1.7 0 3.2-.4 4.6-1.200M10 10.200a2.8 2.8 0 0 0 3.9 3.9',
  link: 'M10 14a4 4 0 0 0 6 .400l3-3a4 4 0 0 0-5.7-5.700L12 7M14 10a4 4 0 0 0-6-.400l-3 3a4 4 0 0 0 5.7 5.700L12 17',
  logOut: 'M10 4.500H5v15h5M14 8l4 4-4 4M18 12H9.5',
  offline:
    'M4 4l16 16M2.5 9.500a14 14 0 0 1 4.6-2.900M10.5 5.600A14 14 0 0 1 21.5 9.500M5.8 13.200a9.5 9.5 0 0 1 4.5-2.500M14.5 11a9.5 9.5 0 0 1 3.7 2.200M12 18.500h.01',
  pencil: 'M4.5 19.500l1-4.500L16 4.500l3.5 3.500L9 18.500zM13.5 7l3.5 3.5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.500c.8-4 3.6-6 7.5-6s6.7 2 7.5 6',
  people:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 19.500c.7-3.3 3.1-5 6.5-5s5.8 1.700 6.5 5M15.5 5.300a3.5 3.5 0 0 1 0 6.400M17.500 14.900c2.200.6 3.600 2.200 4 4.600',
  print: 'M7 9V4h10v5M7 17H4.500V9h15v8H17M7 14h10v6H7z',
  question: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.7 9.600a2.4 2.4 0 1 1 3.7 2c-.9.6-1.4 1.1-1.4 2M12 16.500h.01',
  refused: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.500 15.500l5 5',
  working: 'M12 3.500a8.5 8.5 0 1 1-8.5 8.5',
} as const

export type IconName = keyof typeof PATHS

export const ICONS = Object.keys(PATHS) as IconName[]

export function Icon({ name, className = 'size-5' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
