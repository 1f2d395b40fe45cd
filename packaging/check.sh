#!/bin/sh
# Validates what the packages are made of: desktop file, AppStream metainfo, man page and icons.
# With a .deb as argument it also shows what is in it and what it depends on.
# Needs: apt-get install desktop-file-utils appstream mandoc
set -eu
here=$(dirname "$0")
id=io.github.lookalike_photos.Lookalike

echo "desktop file"
desktop-file-validate "$here/$id.desktop"

echo "metainfo"
appstreamcli validate --no-net "$here/$id.metainfo.xml"

echo "man page"
mandoc -T lint -W warning "$here/lookalike.1"

echo "icons"
for size in 16 24 32 48 64 128 256 512; do
    # Width and height are bytes 17 to 24 of a PNG file.
    found=$(od -An -j16 -N8 -tx1 "$here/../assets/icons/$size.png" | tr -d ' ')
    wanted=$(printf '%08x%08x' "$size" "$size")
    [ "$found" = "$wanted" ] || { echo "$size.png has another size" >&2; exit 1; }
done

if [ $# -gt 0 ]; then
    echo "package"
    dpkg-deb --info "$1"
    contents=$(dpkg-deb --contents "$1")
    echo "$contents"
    for wanted in ./usr/bin/lookalike "./usr/share/applications/$id.desktop" \
        "./usr/share/metainfo/$id.metainfo.xml" "./usr/share/icons/hicolor/scalable/apps/$id.svg" \
        ./usr/share/man/man1/lookalike.1.gz ./usr/share/doc/lookalike/copyright; do
        echo "$contents" | grep -qF " $wanted" || { echo "$wanted is missing" >&2; exit 1; }
    done
fi
echo "all good"
