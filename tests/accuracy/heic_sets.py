#!/usr/bin/env python3
"""Whether the same is found where originals are HEIC with a small thumbnail, without one, or as they were.

    tests/accuracy/heic_sets.py PROGRAM EVAL SET... [--thumbnail 320] [--quality 50]

SET is a folder made by `make_copies.py`, `make_hard.py` or `make_modern.py` of EVAL. Of each two copies are made in which originals
and distractors are HEIC: with thumbnails of that long side, as phones store them, and without; with `--all` everything else that
is a JPEG, too. PROGRAM (`lookalike`) scans both, and `score.py` says what was found. `LEAST_SIDE` of
`src/core/decode/heif/thumbnail.rs` comes from here. Needs heif-enc.
"""
import argparse
import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor


def as_heic(args, source, target, thumbnail):
    """A copy of the set at `source`, whose truth names the new files."""
    (target / 'img').mkdir(parents=True)
    with open(source / 'truth.csv', newline='') as file:
        head, *rows = csv.reader(file)

    def copied(row):
        path = pathlib.Path(row[0])
        wanted = args.all or row[2] in ('original', 'distractor')
        if not wanted or path.suffix.lower() not in ('.jpg', '.jpeg'):
            shutil.copy(source / path, target / path)
            return row
        name = path.with_suffix('.heic')
        options = ['-t', str(thumbnail)] if thumbnail else []
        subprocess.run(['heif-enc', '-q', str(args.quality), *options, '-o', target / name, source / path],
                       check=True, capture_output=True)
        return [str(name), *row[1:]]

    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(copied, rows))
    with open(target / 'truth.csv', 'w', newline='') as file:
        csv.writer(file).writerows([head, *rows])


def score(args, folder):
    groups = folder / 'groups.json'
    subprocess.run([args.program, 'scan', '--no-cache', folder / 'img', '--report', groups], capture_output=True)
    done = subprocess.run([sys.executable, f'{args.eval}/score.py', '--truth', folder / 'truth.csv', '--groups', groups],
                          capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line.startswith(('overall', 'macro'))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('eval')
    parser.add_argument('sets', nargs='+', type=pathlib.Path)
    parser.add_argument('--thumbnail', type=int, default=320)
    parser.add_argument('--quality', type=int, default=50)
    parser.add_argument('--all', action='store_true')
    args = parser.parse_args()
    for source in args.sets:
        with tempfile.TemporaryDirectory() as work:
            for thumbnail in (0, args.thumbnail):
                folder = pathlib.Path(work) / str(thumbnail)
                as_heic(args, source, folder, thumbnail)
                for line in score(args, folder):
                    print(f'{source.name}, thumbnail {thumbnail or "none"}: {line}', flush=True)


if __name__ == '__main__':
    main()
