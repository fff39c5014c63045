#!/usr/bin/env bash
# Draws the pictures of the README and the manual anew, each the top of a lab's page; nothing in
# docs/img is made by hand. Needs Chromium; --short takes the labs' short form, as the checks do.
set -euo pipefail
cd -P "$(dirname "${BASH_SOURCE[0]}")/.."

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
  echo "pictures: no Chromium found; install it (Debian: apt-get install chromium)" >&2
  exit 1
}
pages=$PWD/target/pictures
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

# picture ID HEIGHT: the top of the lab's page, in English, light
picture() {
  "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --force-prefers-reduced-motion --hide-scrollbars --user-data-dir="$profile" \
    --window-size="1120,$2" --virtual-time-budget=2000 \
    --screenshot="$PWD/docs/img/lab-$1.png" "file://$pages/$1.html#en,light" 2>/dev/null
}

for lab in c2 c14 c19 c22; do
  ./plumb lab "$lab" --out "$pages" "$@"
done
picture c2 620
picture c14 1010
picture c19 640
picture c22 760
ls -l docs/img/lab-*.png
