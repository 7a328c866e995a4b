/**
 * For a control that only scripts can answer: it comes disabled, so that nobody presses it in vain, and is enabled as soon as they
 * run here. For many of them; unlike useHydrated, it has nothing rendered a second time.
 */
export const SCRIPTS_ONLY = {
  disabled: typeof window === 'undefined',
  suppressHydrationWarning: true,
  ref: (control: HTMLButtonElement | HTMLFieldSetElement | HTMLInputElement | null) => {
    if (control) control.disabled = false
  },
} as const
