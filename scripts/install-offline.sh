#!/usr/bin/env bash
# Install from this folder without a network:  ./install.sh [FOLDER]   (default /opt/taizhang)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=${1:-/opt/taizhang}
wanted=$(cat "$here/python-version")
python=${PYTHON:-python$wanted}

if ! command -v "$python" >/dev/null; then
    echo "需要 Python $wanted（安装包为它制作），本机没有找到 $python；可用 PYTHON=路径 指定。" >&2
    exit 1
fi
if [ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" != "$wanted" ]; then
    echo "$python 不是 Python $wanted；请用 PYTHON=路径 指定。" >&2
    exit 1
fi
(cd "$here" && sha256sum --quiet --check SHA256SUMS) || {
    echo "安装包不完整或被改动过（见上面的文件名）；请重新拷贝。什么都没有安装。" >&2
    exit 1
}
"$python" -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check \
    --no-index --find-links "$here/wheels" taizhang
echo "已安装 $("$target/bin/taizhang" --version)。启动：TAIZHANG_DATA=数据文件夹 $target/bin/taizhang serve"
