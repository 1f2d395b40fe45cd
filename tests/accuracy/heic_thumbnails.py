#!/usr/bin/env python3
"""How far the embedding of a HEIC's stored thumbnail lies from that of its tiles.

    tests/accuracy/heic_thumbnails.py PROGRAM FOLDER

Of each HEIC below FOLDER that has thumbnails two copies are made: one without the reference to them, so that the tiles are read,
and for each thumbnail one in which that is the picture. PROGRAM (`lookalike`) embeds them all; printed are the cosine
distances, by the long side of the thumbnail. `LEAST_SIDE` of `src/core/decode/heif/thumbnail.rs` comes from here. Needs numpy.
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np


def boxes(data, start, end):
    while start + 8 <= end:
        size, head = int.from_bytes(data[start:start + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(data[start + 8:start + 16], "big"), 16
        size = size or end - start
        if size < head or start + size > end:
            return
        yield data[start + 4:start + 8], start + head, start + size
        start += size


def variants(data):
    """The file without thumbnails, and one for each thumbnail with that as the picture; None if it has none."""
    number = lambda at, length: int.from_bytes(data[at:at + length], "big")
    meta = next(((start, end) for kind, start, end in boxes(data, 0, len(data)) if kind == b"meta"), None)
    parts = {kind: (start, end) for kind, start, end in boxes(data, meta[0] + 4, meta[1])} if meta else {}
    if not {b"pitm", b"iref"} <= parts.keys():
        return None
    at = parts[b"pitm"][0]
    length = 2 if data[at] == 0 else 4
    picture = number(at + 4, length)
    start, end = parts[b"iref"]
    of_id = 2 if data[start] == 0 else 4
    plain, thumbnails = bytearray(data), []
    for kind, start, end in boxes(data, start + 4, end):
        targets = [number(start + of_id + 2 + of_id * n, of_id) for n in range(number(start + of_id, 2))]
        if kind == b"thmb" and picture in targets:
            thumbnails.append(number(start, of_id))
            plain[start - 4:start] = b"none"
    if not thumbnails:
        return None

    def shown(item):
        changed = bytearray(plain)
        changed[at + 4:at + 4 + length] = item.to_bytes(length, "big")
        return bytes(changed)

    return bytes(plain), [shown(item) for item in thumbnails]


def embedded(program, folder):
    """Embeddings by file name."""
    out = folder.with_suffix(".npy")
    subprocess.run([program, "embed", str(folder), "--no-cache", "--out", str(out)], check=True, stdout=subprocess.DEVNULL)
    names = [pathlib.Path(line).stem for line in out.with_suffix(".txt").read_text().splitlines()]
    return dict(zip(names, np.load(out)))


def sides(program, folder):
    """Long sides by file name, as the program says them of photos in a group with themselves."""
    twins = folder.with_name("twins")
    twins.mkdir()
    for file in folder.iterdir():
        for name in ("a", "b"):
            (twins / f"{file.stem} {name}.heic").write_bytes(file.read_bytes())
    said = subprocess.run([program, "scan", str(twins), "--no-cache", "--json"], stdout=subprocess.PIPE).stdout
    photos = [photo for group in json.loads(said)["groups"] for photo in group["photos"]]
    return {pathlib.Path(photo["path"]).stem[:-2]: max(photo["width"], photo["height"]) for photo in photos}


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as work:
        whole, small = pathlib.Path(work) / "whole", pathlib.Path(work) / "small"
        whole.mkdir(), small.mkdir()
        files = sorted(file for file in root.rglob("*") if file.suffix.lower() in (".heic", ".heif", ".hif"))
        for number, file in enumerate(files):
            plain, thumbnails = variants(file.read_bytes()) or (b"", [])
            if thumbnails:
                (whole / f"{number}.heic").write_bytes(plain)
            for at, thumbnail in enumerate(thumbnails):
                (small / f"{number}-{at}.heic").write_bytes(thumbnail)
        tiles, stored, long = embedded(program, whole), embedded(program, small), sides(program, small)
    by_side = collections.defaultdict(list)
    for name, embedding in stored.items():
        number = name.split("-")[0]
        if number in tiles:
            moved = 1 - float(embedding @ tiles[number])
            by_side[long.get(name, 0)].append(moved)
            print(f"{moved:.4f} at {long.get(name, 0)} px: {files[int(number)]}")
    for side, moved in sorted(by_side.items()):
        print(f"{side:5} px: {len(moved)} files, mean {np.mean(moved):.4f}, worst {max(moved):.4f}")


if __name__ == "__main__":
    main()
