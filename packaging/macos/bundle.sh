#!/usr/bin/env bash
# Lays out the bundle without its program and icon: bundle.sh APP VERSION. Runs anywhere.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
app=$1 version=$2
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
sed "s/@VERSION@/$version/" "$here/Info.plist" >"$app/Contents/Info.plist"
for text in LICENSE-MIT LICENSE-APACHE packaging/copyright assets/fonts/OFL.txt models/LICENSE-efficientnet; do
    cp "$here/../../$text" "$app/Contents/Resources/"
done
