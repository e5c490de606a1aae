#!/usr/bin/env bash
# What tests need of the system: Chromium for browser tests, Pango for PDF, Chinese fonts for both.
# Root installs what is missing; anybody else is told, and those tests skip.
set -euo pipefail

missing=()
command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium)
fonts=$(find /usr/share/fonts "${HOME:-/nonexistent}/.local/share/fonts" -iname '*CJK*' -print -quit 2>/dev/null || true)
[ -n "$fonts" ] || missing+=(fonts-noto-cjk)
# Where ldconfig is not on the path the libraries are looked for again by the tests themselves.
libraries=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null || true)
for pair in libpango-1.0.so.0:libpango-1.0-0 libpangoft2-1.0.so.0:libpangoft2-1.0-0 \
    libharfbuzz-subset.so.0:libharfbuzz-subset0; do
    case "$libraries" in *"${pair%%:*}"*) ;; *) missing+=("${pair##*:}") ;; esac
done
command -v fc-list >/dev/null || missing+=(fontconfig)
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "缺少 ${missing[*]}：浏览器测试和 PDF 测试中用到它们的将被跳过；请以 root 运行 apt-get install ${missing[*]}。" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -q && apt-get install -qy --no-install-recommends "${missing[@]}"; } >&2 ||
    echo "没有装上 ${missing[*]}：用到它们的测试将被跳过。" >&2
