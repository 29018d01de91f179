/** Endpoint monitoring records window titles, so the anonymous side has a single one for all its pages. */
export const CONSTANT_TITLE = '職員アンケート'
