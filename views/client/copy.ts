/** 「写す」: puts the text of an element on the clipboard; without this script it is selected by hand. */

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', () => void copy(button))
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const source = document.getElementById(button.dataset['copy'] ?? '')
  const said = button.parentElement?.querySelector('[data-copied]')
  if (source === null || !said) return
  if (await written(source.textContent)) {
    said.textContent = '写しました。'
    return
  }
  getSelection()?.selectAllChildren(source)
  said.textContent = '文を選びました。Ctrl＋Cで写してください。'
}

/** False on plain http, where a page has no clipboard, and when the browser forbids it. */
async function written(text: string): Promise<boolean> {
  if (!isSecureContext) return false
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}
