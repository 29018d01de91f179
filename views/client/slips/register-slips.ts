import { OCTETS, refusal, SIGNED_IN } from '../protocol/doors.ts'

/** `lost`: nobody knows whether it arrived; the same list may be sent again. */
export type Registered =
  | { readonly state: 'kept' }
  | { readonly state: 'lost' | 'refused'; readonly title: string; readonly text: string }

/**
 * POSTs the hashes of a printing, signed in.
 *
 * @param hashes 32 bytes each, sorted
 */
export async function registerSlips(url: string, hashes: Uint8Array): Promise<Registered> {
  const init = {
    ...SIGNED_IN,
    method: 'POST',
    headers: { ...OCTETS, accept: 'application/json' },
    body: Uint8Array.from(hashes),
  }
  const response = await fetch(url, init).catch(() => null)
  if (response?.status === 204) return { state: 'kept' }
  if (response === null || response.status >= 500) return lost
  // A redirect that is not followed: the session has ended.
  if (response.type === 'opaqueredirect' || response.status === 401) return signedOut
  const { title, detail } = await refusal(response)
  return { state: 'refused', title, text: detail }
}

const lost = {
  state: 'lost',
  title: '登録できたかどうかを、確かめられませんでした',
  text: '庁内のネットワークにつながっているかを確かめて、もう一度「登録する」を押してください。同じ番号を送り直すので、二重に登録されることはありません。',
} as const

const signedOut = {
  state: 'lost',
  title: 'サインインが切れています',
  text: '別のタブでサインインしてから、この画面に戻り、もう一度「登録する」を押してください。番号は、この画面に残っています。',
} as const
