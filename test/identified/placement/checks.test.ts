/** Every sentence of 「設置の確認」, from facts to words. */
import { describe, expect, it } from 'vitest'
import type { Check } from '../../../server/identified/placement/check.ts'
import { placementChecks } from '../../../server/identified/placement/checks.ts'
import type { PlacementFacts } from '../../../server/identified/placement/facts.ts'

const GB = 2 ** 30

/** A server as it should be, with TLS of its own. */
const right: PlacementFacts = {
  way: {
    loopback: false,
    host: '0.0.0.0',
    port: 8443,
    trustProxy: null,
    certificateEnds: '2027-10-31',
  },
  data: {
    folder: '/var/lib/kazetoshi',
    freeBytes: 50 * GB,
    ownBytes: 300 * 2 ** 20,
    openToOthers: [],
  },
  mirror: { folder: '/srv/kazetoshi-mirror', usable: true, otherDisk: true },
  backup: {
    folder: '/srv/kazetoshi-backup',
    usable: true,
    otherDisk: true,
    newest: '2026-11-19',
    rehearsed: '2026-08-12',
    keys: [],
  },
  copies: [],
  clock: { synchronised: true, wentBack: false },
  memory: { swap: false, coreDumps: false },
  program: { version: '1.0.0', node: '24.3.0', nodeEnds: '2028-04-30', asRoot: false },
  mail: true,
  today: '2026-11-20',
}

function checks(other: Partial<PlacementFacts>, encrypted = true): Check[] {
  return placementChecks({ ...right, ...other }, encrypted).flatMap((group) => group.checks)
}

function found(topic: string, other: Partial<PlacementFacts>, encrypted = true): Check {
  const check = checks(other, encrypted).find((one) => one.topic.startsWith(topic))
  if (check === undefined) throw new Error(`no ${topic}`)
  return check
}

const way = (other: Partial<PlacementFacts['way']>) => ({ way: { ...right.way, ...other } })
const proxied = {
  host: '127.0.0.1',
  loopback: true,
  trustProxy: '127.0.0.1',
  certificateEnds: null,
}
const backup = (other: object) => ({ backup: { ...right.backup, ...other } as never })

describe('設置の確認', () => {
  it('has nothing to say against a server as it should be, with TLS of its own or of a proxy', () => {
    expect(checks({}).map(({ state }) => state)).toEqual(Array.from({ length: 12 }, () => 'good'))
    expect(checks(way(proxied)).every(({ state, next }) => state === 'good' && next === '')).toBe(
      true,
    )
  })

  it.each<[string, string, Partial<PlacementFacts>, string, string]>([
    [
      'no TLS',
      '暗号化',
      way({ certificateEnds: null }),
      '暗号化していません。担当者の仕事は、サーバーの端末の中からしかできません。',
      'TLS_CERT と TLS_KEY を指定するか、中継サーバーを置いて TRUST_PROXY を指定してください。',
    ],
    [
      'a certificate that has ended',
      '暗号化',
      way({ certificateEnds: '2026-11-19' }),
      '証明書の期限が、令和8年11月19日（木）に切れました。',
      '新しい証明書を TLS_CERT と TLS_KEY の場所に置き、systemctl restart kazetoshi を実行してください。',
    ],
    [
      'a certificate that ends soon',
      '暗号化',
      way({ certificateEnds: '2026-12-19' }),
      'このプログラムが暗号化しています。証明書の期限は令和8年12月19日（土）です。',
      '期限までに新しい証明書に替え、systemctl restart kazetoshi を実行してください。',
    ],
    [
      'nobody else can reach it',
      '待ち受け',
      way({ loopback: true, host: '127.0.0.1' }),
      '127.0.0.1 のポート 8443 で待ち受けています。ほかの端末からは開けません。',
      '職員の端末から使うには、HOST を変えるか、このサーバーに中継サーバーを置いてください。',
    ],
    [
      'a way around the proxy',
      '待ち受け',
      way({ ...proxied, loopback: false, host: '0.0.0.0' }),
      '0.0.0.0 のポート 8443 で待ち受けています。中継サーバーを通らずに、直接開けます。',
      '中継サーバーが同じサーバーにあるときは HOST=127.0.0.1 に、別のサーバーにあるときはファイアウォールで中継サーバーからだけに絞ってください。',
    ],
    [
      'files that others may read',
      'フォルダーの権限',
      { data: { ...right.data, openToOthers: ['.', 'voice.db', 'a', 'b', 'c', 'd', 'e'] } },
      'サーバーのほかの利用者が読めるものがあります: /var/lib/kazetoshi、voice.db、a、b、c、ほか2件',
      'サーバーで chmod -R go= /var/lib/kazetoshi を実行してください。',
    ],
    [
      'a full disk',
      'ディスクの空き',
      { data: { ...right.data, freeBytes: 1.5 * GB } },
      '空きは 1.5GB、データは 300MB です。',
      '2GB以上を空けてください。足りなくなると、回答を受け付けられません。',
    ],
    [
      'no mirror',
      '回答箱の写し',
      { mirror: null },
      '写しを置いていません。ディスクが壊れると、受け付けた回答を失い、アンケートはやり直しになります。',
      '別のディスクにフォルダーを作り（所有者 kazetoshi、権限 700）、アンケートの告知の前に BOX_MIRROR で指定してください。',
    ],
    [
      'a mirror that is not there',
      '回答箱の写し',
      { mirror: { folder: '/srv/m', usable: false, otherDisk: false } },
      '/srv/m がないか、使えません。',
      'ディスクがつながっているか、フォルダーの場所と権限（所有者 kazetoshi、権限 700）を確かめてください。',
    ],
    [
      'a mirror on the same disk',
      '回答箱の写し',
      { mirror: { folder: '/srv/m', usable: true, otherDisk: false } },
      '/srv/m は、データと同じディスクにあります。',
      '同じディスクでは、壊れたときに両方を失います。別のディスクのフォルダーにしてください。',
    ],
    [
      'no place for copies',
      'バックアップ',
      { backup: null },
      '置き場所が決まっていません。',
      '別のディスクのフォルダーを BACKUP_DIR で指定し、合言葉のファイルを用意して systemctl enable --now kazetoshi-backup.timer を実行してください（導入と更新の手順書）。',
    ],
    [
      'wrapped keys among the copies',
      'バックアップ',
      backup({ keys: ['2026-11-19/tally-r8.json'] }),
      '包まれた開封の鍵が入っています: 2026-11-19/tally-r8.json',
      'tally- で始まるファイルを消し、バックアップの対象から外してください。古い写しから、廃棄した回答箱が開けられるようになります。',
    ],
    [
      'copies on the same disk',
      'バックアップ',
      backup({ otherDisk: false }),
      '/srv/kazetoshi-backup は、データと同じディスクにあります。',
      '同じディスクでは、壊れたときに両方を失います。別のディスクのフォルダーにしてください。',
    ],
    [
      'no backup yet',
      'バックアップ',
      backup({ newest: null, rehearsed: null }),
      '/srv/kazetoshi-backup にあります。最後のバックアップ: まだありません。戻す練習: まだありません。',
      '毎晩のバックアップが動いていません。サーバーで systemctl status kazetoshi-backup.timer と journalctl -u kazetoshi-backup を確かめてください。',
    ],
    [
      'an old backup',
      'バックアップ',
      backup({ newest: '2026-11-17' }),
      '/srv/kazetoshi-backup にあります。最後のバックアップ: 令和8年11月17日（火）。戻す練習: 令和8年8月12日（水）。',
      '毎晩のバックアップが動いていません。サーバーで systemctl status kazetoshi-backup.timer と journalctl -u kazetoshi-backup を確かめてください。',
    ],
    [
      'a restore that was never rehearsed',
      'バックアップ',
      backup({ rehearsed: null }),
      '/srv/kazetoshi-backup にあります。最後のバックアップ: 令和8年11月19日（木）。戻す練習: まだありません。',
      '戻す練習を、3か月に1回行ってください（導入と更新の手順書の「戻す練習」）。合言葉をなくしていないかも、これで分かります。',
    ],
    [
      'an old rehearsal',
      'バックアップ',
      backup({ rehearsed: '2026-08-11' }),
      '/srv/kazetoshi-backup にあります。最後のバックアップ: 令和8年11月19日（木）。戻す練習: 令和8年8月11日（火）。',
      '戻す練習を、3か月に1回行ってください（導入と更新の手順書の「戻す練習」）。合言葉をなくしていないかも、これで分かります。',
    ],
    [
      'files from the future',
      '時計',
      { clock: { synchronised: true, wentBack: true } },
      '今の時刻より後の日付のファイルがあります。時計が戻された疑いがあります。',
      '時計を合わせてください（timedatectl）。受付の始まりと終わり、回答の期限は、この時計で決まります。',
    ],
    [
      'a clock that nobody sets',
      '時計',
      { clock: { synchronised: false, wentBack: false } },
      '時計の自動合わせ（NTP）が働いていません。',
      'timedatectl で確かめ、庁内のNTPサーバーに合わせてください（chrony または systemd-timesyncd）。',
    ],
    [
      'a clock that does not tell',
      '時計',
      { clock: { synchronised: null, wentBack: false } },
      '時計の自動合わせ（NTP）を確かめられませんでした。',
      'timedatectl で確かめ、庁内のNTPサーバーに合わせてください（chrony または systemd-timesyncd）。',
    ],
    [
      'swap and core dumps',
      'スワップ',
      { memory: { swap: true, coreDumps: true } },
      'スワップに書かれることがあります。異常終了のときにコアダンプが作られることがあります。',
      '同梱の deploy/kazetoshi.service で動かすか（MemorySwapMax=0、LimitCORE=0）、スワップを切るか暗号化してください。開封のときに、鍵がメモリーにあります。',
    ],
    [
      'root',
      '動かす利用者',
      { program: { ...right.program, asRoot: true } },
      'root で動いています。',
      '専用の利用者 kazetoshi で動かしてください（deploy/install.sh と deploy/kazetoshi.service が用意します）。',
    ],
    [
      'a Node without support',
      'プログラムと Node.js',
      { program: { ...right.program, node: '20.20.2', nodeEnds: '2026-04-30' } },
      '風通し 1.0.0、Node.js 20.20.2 です。この Node.js の保守は、令和8年4月30日（木）に終わりました。',
      '新しい Node.js を入れ、その Node.js 用のアーカイブに替えてください。データはそのまま使えます。',
    ],
    [
      'copies of an upgrade',
      '更新の前の写し',
      {
        copies: [
          { name: 'before-migration/identity.db.v2', day: '2026-11-18' },
          { name: 'before-migration/commons.db.v3', day: '2026-11-18' },
        ],
      },
      '令和8年11月18日（水）の更新のときの写しが2件あります。',
      '新しい版で問題のないことを確かめたら、データのフォルダーの before-migration を消してください。30日で自動的に消えます。',
    ],
  ])('%s: needs attention, with what to do', (_, topic, facts, words, next) => {
    expect(found(topic, facts)).toMatchObject({ state: 'attention', found: words, next })
  })

  it('a proxy is only believed when the page came through it', () => {
    const check = found('暗号化', way(proxied), false)
    expect(check.state).toBe('attention')
    expect(check.found).toBe(
      'TRUST_PROXY は 127.0.0.1 ですが、このページは中継サーバーを通らずに開かれています。',
    )
    expect(check.next).toContain('https:// のアドレスでこのページを開き直し')
  })

  it.each<[string, string, Partial<PlacementFacts>]>([
    ['mail', '全職員への案内メール', { mail: false }],
    ['what the server does not tell', 'スワップ', { memory: { swap: null, coreDumps: false } }],
    [
      'a Node that is too new to be known',
      'プログラムと Node.js',
      { program: { ...right.program, node: '30.0.0', nodeEnds: null } },
    ],
  ])('%s is a choice, not a fault', (_, topic, facts) => {
    const check = found(topic, facts)
    expect(check.state).toBe('choice')
    expect(check.next).not.toBe('')
  })
})
