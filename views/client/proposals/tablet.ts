/** Pages of authors on a shared tablet: they come from the page where slips are read, and lead back to it. */
export const SLIP_PAGE = '/voice/slip'
const RECEIPT_PAGE = '/voice/proposals/receipt'
const MARK = '#tablet'

/** Whether the page was opened from there. The mark says nothing of a person. */
export function isTablet(): boolean {
  return location.hash === MARK
}

/** Where a link leads on a tablet. */
export function onTablet(to: string): string {
  return to.startsWith(RECEIPT_PAGE) ? RECEIPT_PAGE + MARK : SLIP_PAGE
}
