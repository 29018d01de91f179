#!/bin/sh
# 展開したアーカイブから、入れる・新しい版にする。root で実行します: sh deploy/install.sh
# DESTDIR を指定すると、そのフォルダーの下に置くだけで、利用者とサービスには触れません（試すとき）。
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
root=${DESTDIR:-}
say() { printf '%s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

[ -f "$here/made-for.json" ] || fail "$here は、展開したアーカイブではありません。npm run pack で作ったアーカイブを展開し、その中の deploy/install.sh を実行してください。"
command -v node >/dev/null || fail 'Node.js がありません。先に Node.js を入れてください。'
[ -n "$root" ] || [ "$(id -u)" = 0 ] || fail 'root で実行してください（sudo sh deploy/install.sh）。'
node "$here/dist/scripts/launch.js" check

version=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).version' "$here/made-for.json")
target=$root/opt/kazetoshi/$version
[ ! -e "$target" ] || fail "版 $version は、$target に入っています。入れ直すときは、そのフォルダーを別の名前にしてから実行してください。"

umask 022
mkdir -p "$root/opt/kazetoshi" "$root/etc/systemd/system"
rm -rf "$target.new"
cp -R "$here" "$target.new"
mv "$target.new" "$target"

if [ -z "$root" ]; then
  getent passwd kazetoshi >/dev/null ||
    useradd --system --user-group --home-dir /var/lib/kazetoshi --shell /usr/sbin/nologin kazetoshi
  chown -R root:root "$target"
  install -d -m 0700 -o kazetoshi -g kazetoshi /var/lib/kazetoshi
  [ -e /etc/kazetoshi.env ] ||
    install -m 0640 -o root -g kazetoshi "$target/deploy/kazetoshi.env" /etc/kazetoshi.env
else
  install -d -m 0700 "$root/var/lib/kazetoshi"
  [ -e "$root/etc/kazetoshi.env" ] ||
    install -m 0640 "$target/deploy/kazetoshi.env" "$root/etc/kazetoshi.env"
fi
for unit in kazetoshi.service kazetoshi-backup.service kazetoshi-backup.timer; do
  install -m 0644 "$target/deploy/$unit" "$root/etc/systemd/system/$unit"
done
[ -n "$root" ] || systemctl daemon-reload

before=$(readlink "$root/opt/kazetoshi/current" || true)
ln -sfn "$version" "$root/opt/kazetoshi/current"

say "版 $version を $target に入れました。"
if [ -n "$before" ]; then
  say "前の版 $before は残してあります。新しい版で始めるには: systemctl restart kazetoshi"
else
  say '1. /etc/kazetoshi.env を直します（待ち受け、TLS または中継サーバー、写しの置き場所）。'
  say '2. 始めます: systemctl enable --now kazetoshi'
  say '3. 最初の設定用のリンクを見ます: journalctl -u kazetoshi | grep setup'
  say '4. 毎晩のバックアップを始めます: systemctl enable --now kazetoshi-backup.timer（先に BACKUP_DIR と合言葉のファイルを用意する）'
fi
