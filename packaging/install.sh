#!/bin/sh
# Installs Lookalike for this user, or removes it again: ./install.sh [--remove]
# Everything goes below ~/.local, or below $PREFIX. Settings and the history of removals are kept when it is removed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=${PREFIX:-$HOME/.local}
id=io.github.lookalike_photos.Lookalike

# Tells the desktop that entries have come or gone, as far as it has the programs for that.
refresh() {
    update-desktop-database -q "$prefix/share/applications" 2>/dev/null || true
    gtk-update-icon-cache -qtf "$prefix/share/icons/hicolor" 2>/dev/null || true
}

files() {
    (cd "$here" && find bin share -type f)
}

case ${1-} in
'')
    files | while read -r file; do
        install -D -m "$(stat -c %a "$here/$file")" "$here/$file" "$prefix/$file"
    done
    # The program may not be on the PATH of the desktop.
    sed -i "s|^Exec=lookalike|Exec=\"$prefix/bin/lookalike\"|" "$prefix/share/applications/$id.desktop"
    refresh
    echo "Installed. Start it from the menu, or as $prefix/bin/lookalike"
    ;;
--remove)
    files | while read -r file; do
        rm -f "$prefix/$file"
    done
    rmdir "$prefix/share/doc/lookalike" 2>/dev/null || true
    refresh
    echo "Removed. Settings and the history of removals are where they were."
    ;;
*)
    echo "usage: ./install.sh [--remove]" >&2
    exit 2
    ;;
esac
