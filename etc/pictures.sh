#!/usr/bin/env bash
# Draws the pictures of the README and of docs/labs.md anew, each the top of a lab's page; nothing in
# docs/img is made by hand. Needs Chromium and Python; --short takes the labs' short form, as the
# checks do.
set -euo pipefail
cd -P "$(dirname "${BASH_SOURCE[0]}")/.."

pages=$PWD/target/pictures

# picture ID N: the top of the lab's page with its first N figures, in English, light
picture() {
  local id=$1 figures=$2
  shift 2
  ./plumb lab "$id" --out "$pages" "$@"
  etc/look.py "$pages/$id.html" --picture "docs/img/lab-$id.png" --figures "$figures"
}

picture c2 1 "$@"
picture c14 2 "$@"
picture c19 1 "$@"
picture c22 2 "$@"
ls -l docs/img/lab-*.png
