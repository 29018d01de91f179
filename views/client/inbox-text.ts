/** 「写す」 beside a text; without a clipboard (plain http) the text is selected instead. */
for (const part of document.querySelectorAll<HTMLElement>('[data-copy]')) {
  const field = document.getElementById(part.dataset['copy'] ?? '')
  const button = part.querySelector('button')
  const said = part.querySelector('[role="status"]')
  if (!(field instanceof HTMLTextAreaElement) || button === null || said === null) continue
  part.hidden = false
  button.addEventListener('click', () => {
    void copy(field).then((words) => {
      said.textContent = words
    })
  })
}

async function copy(field: HTMLTextAreaElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(field.value)
    return '写しました。'
  } catch {
    field.focus()
    field.select()
    return '文を選びました。Ctrl+C で写してください。'
  }
}
