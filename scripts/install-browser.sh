#!/usr/bin/env bash
# Chromium and Chinese fonts for the browser tests, from the system's packages.
# Root installs what is missing; anybody else is told, and the browser tests skip.
set -euo pipefail

missing=()
command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium)
fonts=$(find /usr/share/fonts "${HOME:-/nonexistent}/.local/share/fonts" -iname '*CJK*' -print -quit 2>/dev/null || true)
[ -n "$fonts" ] || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "缺少 ${missing[*]}：浏览器测试将被跳过；请以 root 运行 apt-get install ${missing[*]}。" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -q && apt-get install -qy --no-install-recommends "${missing[@]}"; } >&2 ||
    echo "没有装上 ${missing[*]}：浏览器测试将被跳过。" >&2
