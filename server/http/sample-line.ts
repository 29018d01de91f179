/** What stands on top of every file with invented answers; pages carry it in their layout. */
export const SAMPLE_LINE = '見本データ（架空の市と架空の職員による見本です）'
