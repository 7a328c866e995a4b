/** For what takes the place of the button that opened it: the keyboard goes on in it, and all of it is to be seen. */
export function comeForward(box: HTMLElement | null): void {
  box?.focus({ preventScroll: true })
  box?.scrollIntoView({ block: 'nearest' })
}
