import { ICONS, Icon } from '#components/ui/icon.tsx'

const SPACES = ['w-1', 'w-2', 'w-3', 'w-4', 'w-5', 'w-6', 'w-8', 'w-10', 'w-12', 'w-16'] as const

export function Spaces() {
  return (
    <ul className="grid gap-2 rounded-2xl border border-line bg-surface p-5">
      {SPACES.map((space) => (
        <li key={space} className="flex items-center gap-4">
          <code className="w-12 text-sm text-muted">{space.slice(2)}</code>
          <span className={`h-4 border border-accent bg-accent ${space}`} />
        </li>
      ))}
    </ul>
  )
}

export function Icons() {
  return (
    <ul className="grid grid-cols-2 gap-4 rounded-2xl border border-line bg-surface p-5 sm:grid-cols-4 lg:grid-cols-6">
      {ICONS.map((name) => (
        <li key={name} className="flex items-center gap-2 text-sm text-muted">
          <Icon name={name} className="size-6 text-ink" />
          {name}
        </li>
      ))}
    </ul>
  )
}
