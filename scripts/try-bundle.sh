#!/usr/bin/env bash
# Install the archive of `make bundle` and serve from it in a network namespace that has no network.
set -euo pipefail
archive=$(realpath "${1:?usage: try-bundle.sh ARCHIVE}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -C "$work" -xzf "$archive"
unshare --net --map-root-user bash -euo pipefail -s "$work" <<'INSIDE'
work=$1
python3 - <<'LOOPBACK'
import fcntl, socket, struct
probe = socket.socket()
fcntl.ioctl(probe, 0x8914, struct.pack("16sh14x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP
try:
    socket.create_connection(("1.1.1.1", 53), timeout=3)
except OSError as error:
    print(f"without a network: {error}")
else:
    raise SystemExit("there is a network here: this proves nothing")
LOOPBACK
"$work"/taizhang-*/install.sh "$work/程序 folder"
cd "$work"
export TAIZHANG_DATA="$work/数据 folder"
"$work/程序 folder/bin/taizhang" serve --port 8765 &
served=$!
python3 - <<'ASK'
import re, time, urllib.request

def fetch(path):
    return urllib.request.urlopen("http://127.0.0.1:8765" + path).read().decode()

for _ in range(300):
    try:
        print(fetch("/healthz"))
        break
    except OSError:
        time.sleep(0.2)
else:
    raise SystemExit("the service did not become well")
assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', fetch("/"))
assert assets, "the first page names no asset"
print({path: len(fetch(path)) for path in assets})
ASK
ls -l "$work"/数据*/static/vendor/echarts*.min*.js
"$work/程序 folder/bin/taizhang" extract "$work"/taizhang-*/examples/policies/*double-half.txt | head -c 300
echo
kill -INT $served
wait $served
INSIDE
