/**
 * いくつでも: 「特にない」 goes with nothing else. Choosing it takes the others back, choosing another takes
 * it back.
 *
 * @param alone its position, null: there is none.
 */
export function keepAlone(ask: HTMLElement, alone: number | null): void {
  if (alone === null) return
  const boxes = [...ask.querySelectorAll<HTMLInputElement>('input')]
  const none = boxes[alone]
  // Before the page counts what is blank: `input` comes first and bubbles up to the form.
  ask.addEventListener('input', ({ target }) => {
    for (const box of boxes) {
      if (box !== target && (target === none || box === none)) box.checked = false
    }
  })
}
