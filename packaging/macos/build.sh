#!/usr/bin/env bash
# Builds Lookalike.app for both kinds of Mac, and a disk image with it. Runs on a Mac with Xcode's command line tools.
#
# With $LOOKALIKE_IDENTITY, the name of a "Developer ID Application" certificate in the keychain, it is signed with that;
# otherwise ad hoc, which lets it run on the Mac of whoever allows it in the settings (see packaging/README.md).
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(uname)" = Darwin ] || { echo "packaging/macos/build.sh: this needs a Mac" >&2; exit 1; }

version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
stage=target/stage/macos
app=$stage/Lookalike.app
export MACOSX_DEPLOYMENT_TARGET=11.0

programs=()
for target in aarch64-apple-darwin x86_64-apple-darwin; do
    rustup target add "$target"
    cargo build --release --locked --target "$target"
    programs+=("target/$target/release/lookalike")
done

rm -rf "$stage"
packaging/macos/bundle.sh "$app" "$version"
lipo -create -output "$app/Contents/MacOS/lookalike" "${programs[@]}"
plutil -lint "$app/Contents/Info.plist"

# Made from the drawing's sizes, those of high resolution under the name of half their size.
iconset=$stage/Lookalike.iconset
mkdir -p "$iconset"
for size in 16 32 128 256; do
    cp "assets/icons/$size.png" "$iconset/icon_${size}x$size.png"
    cp "assets/icons/$((size * 2)).png" "$iconset/icon_${size}x$size@2x.png"
done
cp assets/icons/512.png "$iconset/icon_512x512.png"
iconutil --convert icns --output "$app/Contents/Resources/Lookalike.icns" "$iconset"

codesign --force --options runtime --entitlements packaging/macos/entitlements.plist --sign "${LOOKALIKE_IDENTITY:--}" "$app"
codesign --verify --strict "$app"

mkdir -p "$stage/image" target/packages
cp -R "$app" "$stage/image/"
ln -s /Applications "$stage/image/Applications"
hdiutil create -quiet -ov -volname Lookalike -srcfolder "$stage/image" -format UDZO \
    "target/packages/Lookalike-$version-macos.dmg"
ls -l target/packages
