/** A text that somebody has written into a field, and what the field is called. */
export type Written = { readonly field: Element; readonly label: string; readonly text: string }

/** A form with which a session changes something. */
export const isOurs = (form: unknown): form is HTMLFormElement =>
  form instanceof HTMLFormElement && form.method === 'post' && form.elements.namedItem('visit') !== null

export const ourForms = () => [...document.forms].filter(isOurs)

/** Whether something in it is not as it came with the page. */
export const isEdited = (form: HTMLFormElement): boolean => [...form.elements].some(isChanged)

/** Whether a field of a form is not as it came with the page. */
export function isChanged(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
  if (!(field instanceof HTMLInputElement)) return false
  return isTicked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue
}

export function writtenIn(form: HTMLFormElement): readonly Written[] {
  return [...form.elements].flatMap((field) => {
    const isText = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && !isTicked(field) && field.type !== 'file')
    if (!isText || !isChanged(field) || field.value.trim() === '') return []
    return [{ field, label: field.labels?.[0]?.textContent ?? field.name, text: field.value }]
  })
}

const isTicked = ({ type }: HTMLInputElement) => type === 'checkbox' || type === 'radio'
