#!/usr/bin/env bash
# Makes docs/img/report.png anew: trains the digits, and a headless Chromium draws the report.
set -euo pipefail
cd -P "$(dirname "${BASH_SOURCE[0]}")/.."

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || :)
if [ -z "$browser" ]; then
  echo "screenshot: install Chromium, it draws the page" >&2
  exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

./plumb train examples/digits.csv --target digit --quiet --out "$work/run"
"$browser" --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run \
  --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" \
  --window-size=1200,1500 --screenshot="$work/report.png" \
  "file://$work/run/report.html#light" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
mv "$work/report.png" docs/img/report.png
echo "docs/img/report.png"
