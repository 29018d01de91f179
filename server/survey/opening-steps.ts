/** The steps of an opening in their order: what is said while one runs, and its name in the row of steps. */
export const openingSteps = {
  unseal: { phase: '回答を開封しています', label: '開封' },
  pattern: { phase: '公表できる表を選んでいます', label: '表の選定' },
  certificate: { phase: '差し引きで分からないか確かめています', label: '差し引きの点検' },
  audit: { phase: '一人ひとりの回答が決まらないか確かめています', label: '回答の点検' },
  check: { phase: '公表する内容を確かめ直しています', label: '最後の点検' },
} as const
