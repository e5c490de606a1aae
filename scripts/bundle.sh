#!/usr/bin/env bash
# One archive that installs and serves without a network: dist/taizhang-VERSION-cpXY-ARCH.tar.gz
# Called by `make bundle` after setup.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=.venv/bin/python
name="taizhang-$($python -c 'import sys, platform, taizhang
print(f"{taizhang.__version__}-cp{sys.version_info[0]}{sys.version_info[1]}-{platform.machine()}")')"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folder="$work/$name"
mkdir -p "$folder/wheels" dist

pip=("$python" -m pip --disable-pip-version-check wheel --quiet --wheel-dir "$folder/wheels")
"${pip[@]}" --require-hashes --requirement requirements.txt
# From a copy, so that no build folder of an earlier version slips in.
mkdir "$work/source"
cp -r src pyproject.toml README.md LICENSE "$work/source"
"${pip[@]}" --no-deps --no-build-isolation "$work/source"

$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' >"$folder/python-version"
install -m 755 scripts/install-offline.sh "$folder/install.sh"
cp -r LICENSE README.md docs examples "$folder/"
(cd "$folder" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
tar -C "$work" -czf "dist/$name.tar.gz" "$name"
echo "已写出 dist/$name.tar.gz（$(du -h "dist/$name.tar.gz" | cut -f1)）"
