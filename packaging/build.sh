#!/usr/bin/env bash
# Builds packages: packaging/build.sh KIND...
#
#   deb        Debian, Ubuntu             cargo-deb
#   rpm        Fedora, openSUSE           rpmbuild
#   tar        any Linux, with an install script for the user's home
#   appimage   any Linux, one file        mksquashfs
#   flatpak    the manifest's list of crates; flatpak-builder makes the rest (see README.md)
#   zip        Windows, no installation   zip
#   nsis       Windows, an installer      makensis
#   dmg        macOS; runs on a Mac only
#
# The second column says what must be installed. Packages come to lie in target/packages. For Windows the program is built for
# $WINDOWS_TARGET: on Windows that of the installed Rust, elsewhere x86_64-pc-windows-gnu, which needs MinGW.
# The profile is `release`, which CARGO_PROFILE_RELEASE_… can make cheaper for a trial.
set -euo pipefail
cd "$(dirname "$0")/.."

id=io.github.lookalike_photos.Lookalike
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
machine=$(uname -m)
out=target/packages
# Files of a package are as old as the commit, so that the same commit makes the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
mkdir -p "$out"

fail() {
    echo "packaging/build.sh: $1" >&2
    exit 1
}

need() {
    command -v "$1" >/dev/null || fail "$1 is not installed"
}

archive() {
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$1" -czf "$2" "$3"
}

# Everything that a Linux package installs, below $1, which takes the part of /usr.
stage() {
    cargo build --release --locked
    rm -rf "$1"
    install -Dm755 target/release/lookalike "$1/bin/lookalike"
    install -Dm644 "packaging/$id.desktop" "$1/share/applications/$id.desktop"
    install -Dm644 "packaging/$id.metainfo.xml" "$1/share/metainfo/$id.metainfo.xml"
    install -Dm644 assets/icon.svg "$1/share/icons/hicolor/scalable/apps/$id.svg"
    for icon in assets/icons/*.png; do
        size=$(basename "$icon" .png)
        install -Dm644 "$icon" "$1/share/icons/hicolor/${size}x$size/apps/$id.png"
    done
    install -d "$1/share/man/man1"
    gzip -9nc packaging/lookalike.1 >"$1/share/man/man1/lookalike.1.gz"
    for text in README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE packaging/copyright assets/fonts/OFL.txt \
        models/LICENSE-efficientnet; do
        install -Dm644 "$text" "$1/share/doc/lookalike/$(basename "$text")"
    done
}

deb() {
    need cargo-deb
    cargo deb --locked --output "$out/"
}

rpm() {
    need rpmbuild
    local top=$PWD/target/rpm
    stage target/stage/rpm/usr
    rm -rf "$top"
    rpmbuild -bb --quiet --define "_topdir $top" --define "version $version" --define "stage $PWD/target/stage/rpm" \
        --define "_build_id_links none" --define "use_source_date_epoch_as_buildtime 1" packaging/lookalike.spec
    cp "$top/RPMS/$machine"/*.rpm "$out/"
}

tar_gz() {
    local name=lookalike-$version-linux-$machine
    stage "target/stage/$name"
    install -m755 packaging/install.sh "target/stage/$name/install.sh"
    archive target/stage "$out/$name.tar.gz" "$name"
}

appimage() {
    need mksquashfs
    [ "$machine" = x86_64 ] || fail "the runtime of AppImages is at hand for x86_64 only"
    local dir=target/stage/Lookalike.AppDir
    stage "$dir/usr"
    cp "packaging/$id.desktop" "assets/icons/256.png" "$dir/"
    mv "$dir/256.png" "$dir/$id.png"
    ln -sf "$id.png" "$dir/.DirIcon"
    ln -sf usr/bin/lookalike "$dir/AppRun"
    mksquashfs "$dir" target/stage/appimage.squashfs -root-owned -noappend -quiet -no-progress -comp gzip
    local image=$out/Lookalike-$version-$machine.AppImage
    cat "$(appimage_runtime)" target/stage/appimage.squashfs >"$image"
    chmod 755 "$image"
}

# The program at the head of an AppImage, which mounts what follows it. From the crate `appimage`: licensed under MIT, and
# it holds no LGPL code, unlike the newer static ones, which bring libfuse along. It needs libfuse2 where it runs.
appimage_runtime() {
    local sum=328e0d745c5c6817048c27bc3e8314871703f8f47ffa81a37cb06cd95a94b323 crate=target/stage/runtime runtime
    rm -rf "$crate"
    mkdir -p "$crate/src"
    printf '[package]\nname = "runtime"\nedition = "2024"\n[workspace]\n[dependencies]\nappimage = "=0.4.0"\n' \
        >"$crate/Cargo.toml"
    touch "$crate/src/lib.rs"
    cargo fetch --quiet --manifest-path "$crate/Cargo.toml"
    runtime=$(find "${CARGO_HOME:-$HOME/.cargo}/registry/src" -path '*/appimage-0.4.0/assets/runtime-x86_64' | head -1)
    echo "$sum  $runtime" | sha256sum --check --quiet >&2
    echo "$runtime"
}

# The crates, as the build in a Flatpak has no network: what `cargo vendor` makes, as one archive.
flatpak() {
    local sources=target/stage/lookalike-$version-sources
    rm -rf "$sources"
    mkdir -p "$sources/.cargo"
    git archive HEAD | tar -x -C "$sources"
    cargo vendor --locked --quiet "$sources/vendor" >"$sources/.cargo/config.toml"
    sed -i 's|^directory = .*|directory = "vendor"|' "$sources/.cargo/config.toml"
    archive target/stage "$out/lookalike-$version-sources.tar.gz" "lookalike-$version-sources"
    sed -e "s|@SOURCES@|lookalike-$version-sources.tar.gz|" -e "s|@COMMIT@|$(git rev-parse --short=7 HEAD)|" \
        -e "s|@SHA256@|$(sha256sum "$out/lookalike-$version-sources.tar.gz" | cut -d' ' -f1)|" \
        "packaging/$id.yml" >"$out/$id.yml"
    echo "flatpak-builder --user --install --force-clean target/flatpak $out/$id.yml"
}

# The program and its texts for Windows, below $1.
stage_windows() {
    local target=${WINDOWS_TARGET:-}
    if [ -z "$target" ]; then
        target=$(rustc -vV | sed -n 's/^host: \(.*-windows-.*\)/\1/p')
        target=${target:-x86_64-pc-windows-gnu}
    fi
    cargo build --release --locked --target "$target"
    rm -rf "$1"
    mkdir -p "$1"
    cp "target/$target/release/lookalike.exe" "$1/"
    for text in README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE packaging/copyright assets/fonts/OFL.txt \
        models/LICENSE-efficientnet; do
        cp "$text" "$1/$(basename "${text%.*}" | sed 's/^OFL$/LICENSE-font/').txt"
    done
}

zip_file() {
    local name=lookalike-$version-windows-x86_64
    stage_windows "target/stage/$name"
    rm -f "$out/$name.zip"
    if command -v zip >/dev/null; then
        (cd target/stage && zip -qrX "../packages/$name.zip" "$name")
    else
        (cd target/stage && 7z a -bso0 "../packages/$name.zip" "$name")
    fi
}

nsis() {
    need makensis
    stage_windows target/stage/windows
    makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$version" packaging/windows/installer.nsi
}

[ $# -gt 0 ] || fail "which kind? deb rpm tar appimage flatpak zip nsis dmg"
for kind; do
    case $kind in
    deb | rpm | appimage | flatpak | nsis) "$kind" ;;
    tar) tar_gz ;;
    zip) zip_file ;;
    dmg) packaging/macos/build.sh ;;
    *) fail "there is no kind $kind" ;;
    esac
done
ls -l "$out"
