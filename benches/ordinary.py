#!/usr/bin/env python3
"""Measures the whole program on an ordinary library: the formats and sizes that people have, in the mix in which they have them.

    benches/ordinary.py PHOTOS WORK [--files 2000] [--program target/release/lookalike] [--threads 2] [--seed 1]

PHOTOS holds photographs of any size, WORK gets the files, a folder for each kind; those that are there already are not made
again. Every picture is a part of a photograph of its own as far as there are enough, brought to the size of its kind, with
grain, as enlarged photographs have none; a tenth of the files are copies of others: smaller, cropped or in another format.
HEIC needs `heif-enc`, JPEG XL `cjxl`, AVIF `avifenc`; kinds that cannot be written here are left out, and said.

Printed are, for each kind alone and for all files together: files, megabytes, CPU seconds (user and system), those for each file
in milliseconds, wall seconds, peak memory; with nothing remembered, and for all files again with everything remembered.
Where it is installed, `czkawka_cli` follows each kind in which it finds two copies of one file, without its cache (see
compare.py). Needs numpy and Pillow.
"""
import argparse
import concurrent.futures
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image, ImageDraw, ImageOps

import compare

TWELVE = (4032, 3024)
SCREEN = (1170, 2532)

# Kind: share of the files in percent, pixels, ending, and the program that writes it.
KINDS = {
    "JPEG, 12 MP": (34, TWELVE, "jpg", None),
    "HEIC, 12 MP, thumbnail 320": (10, TWELVE, "heic", "heif-enc"),
    "HEIC, 12 MP, thumbnail 512": (5, TWELVE, "heic", "heif-enc"),
    "HEIC, 12 MP, none": (8, TWELVE, "heic", "heif-enc"),
    "PNG screenshot": (8, SCREEN, "png", None),
    "JPEG, 1.5 MP": (8, (1440, 1080), "jpg", None),
    "JPEG, 0.2 MP": (7, (520, 390), "jpg", None),
    "PNG": (2, (1600, 1200), "png", None),
    "WebP": (2, (1600, 1200), "webp", None),
    "AVIF": (2, (1600, 1200), "avif", "avifenc"),
    "JPEG XL": (2, (2000, 1500), "jxl", "cjxl"),
    "TIFF": (2, (2000, 1500), "tif", None),
}

GRAIN = 3.0
# Pixels of the long side of a thumbnail: what phones of two makers store.
THUMBNAILS = {"HEIC, 12 MP, thumbnail 320": 320, "HEIC, 12 MP, thumbnail 512": 512}


def part(source, size, seed):
    """A part of a photograph at this size, with grain."""
    draw = random.Random(seed)
    picture = ImageOps.exif_transpose(Image.open(source)).convert("RGB")
    width, height = picture.size
    side = draw.uniform(0.6, 0.95)
    wide = min(width, height * size[0] / size[1]) * side
    high = wide * size[1] / size[0]
    x, y = draw.uniform(0, width - wide), draw.uniform(0, height - high)
    picture = picture.resize(size, Image.Resampling.BICUBIC, (x, y, x + wide, y + high))
    if draw.random() < 0.5:
        picture = ImageOps.mirror(picture)
    grain = np.random.default_rng(seed).normal(0, GRAIN, (size[1], size[0], 1)).astype(np.float32)
    return Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))


def screenshot(source, seed):
    """A phone's screen: bars, lines of text and a photograph."""
    draw = random.Random(seed)
    screen = Image.new("RGB", SCREEN, draw.choice([(255, 255, 255), (18, 18, 20), (240, 242, 245)]))
    dark = sum(screen.getpixel((0, 0))) < 300
    pen, ink = ImageDraw.Draw(screen), (230, 230, 230) if dark else (30, 30, 34)
    top = draw.randrange(200, 900)
    screen.paste(part(source, (SCREEN[0], draw.randrange(500, 1000)), seed), (0, top))
    for y in [*range(120, top - 60, 64), *range(top + 1060, SCREEN[1] - 160, 64)]:
        x = 60
        while x < draw.randrange(500, 1100):
            wide = draw.randrange(20, 150)
            pen.rectangle([x, y, x + wide, y + draw.randrange(18, 30)], fill=ink)
            x += wide + 18
    return screen


def write(picture, path, kind):
    """Saves a picture in the format of its kind."""
    program = KINDS[kind][3]
    if program is None:
        quality = {"JPEG, 12 MP": 92, "JPEG, 1.5 MP": 80, "JPEG, 0.2 MP": 70}.get(kind, 85)
        return picture.save(path, quality=quality)
    with tempfile.TemporaryDirectory() as folder:
        plain = pathlib.Path(folder) / "plain.png"
        picture.save(plain, compress_level=1)
        command = {
            "heif-enc": ["heif-enc", "-q", "55", "-p", "preset=ultrafast", "-o", path, plain],
            "avifenc": ["avifenc", "-s", "8", "-j", "1", plain, path],
            "cjxl": ["cjxl", plain, path, "-d", "1.5", "-e", "3", "--num_threads", "0"],
        }[program]
        if kind in THUMBNAILS:
            command[1:1] = ["-t", str(THUMBNAILS[kind])]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def make(task):
    """Makes one file, unless it is there."""
    path, kind, source, seed, copied = task
    if path.exists():
        return
    if kind == "PNG screenshot":
        picture = screenshot(source, seed)
    else:
        size = KINDS[kind][1]
        picture = part(source, size[::-1] if seed % 3 == 0 else size, seed)
    if copied == "smaller":
        picture.thumbnail((2048, 2048))
    elif copied == "cropped":
        width, height = picture.size
        picture = picture.crop((width // 12, height // 10, width * 11 // 12, height * 9 // 10))
    if copied:
        picture.save(path, quality=85)
    else:
        write(picture, path, kind)


def tasks(arguments):
    """What is to be made: each kind in its folder, a tenth as copies."""
    photos = sorted(p for p in arguments.photos.rglob("*") if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
    if not photos:
        sys.exit(f"no photographs in {arguments.photos}")
    draw = random.Random(arguments.seed)
    draw.shuffle(photos)
    kinds = {kind: row for kind, row in KINDS.items() if row[3] is None or shutil.which(row[3])}
    for kind in KINDS.keys() - kinds.keys():
        print(f"without {kind}: {KINDS[kind][3]} is not installed")
    made, number = [], 0
    for kind, (share, _, ending, _) in kinds.items():
        folder = arguments.work / kind
        folder.mkdir(parents=True, exist_ok=True)
        for _ in range(max(1, share * arguments.files // 100)):
            made.append((folder / f"{number:05}.{ending}", kind, photos[number % len(photos)], number, None))
            number += 1
    folder = arguments.work / "copies"
    folder.mkdir(exist_ok=True)
    for path, kind, source, seed, _ in draw.sample(made, max(1, arguments.files // 10)):
        how = draw.choice(["smaller", "cropped", "other"])
        made.append((folder / f"{path.stem}.{'webp' if how == 'other' else 'jpg'}", kind, source, seed, how))
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--program", default=str(pathlib.Path(__file__).parent.parent / "target/release/lookalike"))
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    made = tasks(arguments)
    with concurrent.futures.ProcessPoolExecutor(arguments.threads) as pool:
        list(pool.map(make, made))
    measure(arguments)


def measure(arguments):
    with tempfile.TemporaryDirectory() as home:
        environment = compare.own_home(home)

        def scan(folder, *more):
            command = [arguments.program, "scan", "--threads", str(arguments.threads), *more, str(folder)]
            return compare.run(command, environment, compare.FOUND["lookalike"])

        def czkawka(folder):
            command = ["czkawka_cli", "image", "-T", str(arguments.threads), "-H", "-d", str(folder)]
            return compare.run(command, environment, compare.FOUND["czkawka_cli"])

        print(f"{'':26} {'files':>5} {'MB':>6} {'CPU s':>8} {'ms/file':>8} {'wall s':>8} {'peak MiB':>9}")

        def line(name, folder, measured):
            files = [file for file in folder.rglob("*") if file.is_file()]
            size = sum(file.stat().st_size for file in files) / 1e6
            cpu, wall, memory = measured
            each = 1000 * cpu / len(files)
            print(f"{name:26} {len(files):5} {size:6.0f} {cpu:8.2f} {each:8.1f} {wall:8.2f} {memory:9.0f}", flush=True)

        peer = shutil.which("czkawka_cli")
        for folder in sorted(folder for folder in arguments.work.iterdir() if folder.is_dir()):
            line(folder.name, folder, scan(folder, "--no-cache"))
            if peer and finds_copies(folder, environment):
                line("  czkawka_cli", folder, czkawka(folder))
        line("all", arguments.work, scan(arguments.work))
        line("all, second scan", arguments.work, scan(arguments.work))
        if not peer:
            print("czkawka_cli is not installed")


def finds_copies(folder, environment):
    """`czkawka_cli` finds a file of this folder beside its copy: it reads the format."""
    file = min(folder.iterdir())
    with tempfile.TemporaryDirectory() as twins:
        for name in ("a", "b"):
            shutil.copy(file, pathlib.Path(twins) / (name + file.suffix))
        command = ["czkawka_cli", "image", "-H", "-d", twins]
        found = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return found.returncode == 11


if __name__ == "__main__":
    main()
