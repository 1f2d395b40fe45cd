#!/usr/bin/env python3
"""Makes soft pictures with copies of them, and measures what tells two whole pictures apart that have no corners.

    soft.py PHOTOS OUT [--n 45] [--seed 3]

PHOTOS is a folder of photographs. Two thirds of the pictures are photographs out of focus, one third are drawn skies with clouds. Writes
OUT/img/* and OUT/truth.csv (path,group,transform,scene) and prints, as `src/core/verify/whole.rs` computes it, the correlation of
the pictures without their trends: the least of each kind of copy, and the largest of two of the photographs of PHOTOS, of two
soft pictures, and of two photographs of `--strangers` FOLDER. Needs numpy and Pillow.
"""
import argparse
import csv
import itertools
import os
import random

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

SIDE = 64


def pictures(folder):
    return [os.path.join(base, name) for base, _, names in sorted(os.walk(folder)) for name in sorted(names)
            if name.lower().endswith(('.jpg', '.jpeg', '.png'))]


def out_of_focus(path, rng):
    picture = Image.open(path).convert('RGB')
    picture.thumbnail((1000, 1000))
    return picture.filter(ImageFilter.GaussianBlur(rng.choice((4, 8, 14))))


def sky(rng, noise):
    width, height = 1000, rng.choice((667, 750))
    above = np.array([rng.randint(40, 110), rng.randint(90, 150), rng.randint(160, 230)], np.float32)
    below = np.array([rng.randint(150, 230)] * 3, np.float32)
    down = np.linspace(0, 1, height)[:, None, None]
    picture = np.broadcast_to(above * (1 - down) + below * down, (height, width, 3))
    seeds = Image.fromarray((noise.random((rng.choice((4, 7)), rng.choice((5, 9)))) * 255).astype(np.uint8))
    clouds = np.asarray(seeds.resize((width, height), Image.BICUBIC), np.float32)[..., None]
    thick = np.clip((clouds - 120) / 120, 0, 1) * rng.choice((.15, .4, .8))
    return Image.fromarray((picture * (1 - thick) + 245 * thick).astype(np.uint8))


def grain(picture, noise):
    levels = np.asarray(picture, np.float32)
    return Image.fromarray(np.clip(levels + noise.normal(0, 1.5, levels.shape), 0, 255).astype(np.uint8))


COPIES = {
    'half60': (60, lambda picture: picture.resize((picture.width // 2, picture.height // 2), Image.LANCZOS)),
    'bright': (85, lambda picture: ImageEnhance.Brightness(picture).enhance(1.12)),
    'mirror': (88, ImageOps.mirror),
    'turned': (88, lambda picture: picture.transpose(Image.ROTATE_90)),
    'grey': (88, lambda picture: ImageOps.grayscale(picture).convert('RGB')),
    'negative': (88, ImageOps.invert),
    'crop64': (88, lambda picture: picture.crop((picture.width // 10, picture.height // 10, picture.width * 9 // 10,
                                                 picture.height * 9 // 10))),
}


def structure(picture):
    """The grey levels of the picture as a square, without plane and curvature, of length 1; None if hardly anything is left."""
    small = picture.convert('L')
    small.thumbnail((96, 96), Image.LANCZOS)
    levels = np.asarray(small.resize((SIDE, SIDE), Image.BILINEAR), np.float64)
    y, x = np.mgrid[-.5:.5:SIDE * 1j, -.5:.5:SIDE * 1j]
    trends, _ = np.linalg.qr(np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], -1).reshape(-1, 6))
    levels = levels.reshape(-1)
    levels = levels - trends @ (trends.T @ levels)
    length = np.linalg.norm(levels)
    return (levels / length).reshape(SIDE, SIDE) if length >= 1.5 * SIDE else None


def correlation(one, other):
    """Of the eight ways to lay one over the other the one of the largest."""
    turned = [np.rot90(other, turn) for turn in range(4)]
    return max(((one * way).sum() for turn in turned for way in (turn, turn[:, ::-1])), key=abs)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('photos')
    ap.add_argument('out')
    ap.add_argument('--n', type=int, default=45)
    ap.add_argument('--seed', type=int, default=3)
    ap.add_argument('--strangers', help='a folder of other photographs')
    args = ap.parse_args()
    rng, noise = random.Random(args.seed), np.random.default_rng(args.seed)
    paths = pictures(args.photos)
    rng.shuffle(paths)
    os.makedirs(f'{args.out}/img', exist_ok=True)
    rows, originals, least = [], [], {}

    def save(picture, group, transform, quality):
        path = f'img/{len(rows):05d}.jpg'
        picture.save(f'{args.out}/{path}', quality=quality)
        rows.append((path, group, transform, ''))
        return structure(Image.open(f'{args.out}/{path}'))

    for at in range(args.n):
        picture = grain(out_of_focus(paths[at], rng) if 3 * at < 2 * args.n else sky(rng, noise), noise)
        original = save(picture, f'g{at:03d}', 'original', 92)
        originals.append(original)
        for transform, (quality, edit) in COPIES.items():
            copy = save(edit(picture), f'g{at:03d}', transform, quality)
            if original is not None and copy is not None:
                least[transform] = min(least.get(transform, 1), abs(correlation(original, copy)))
    with open(f'{args.out}/truth.csv', 'w', newline='', encoding='utf8') as out:
        csv.writer(out).writerows([('path', 'group', 'transform', 'scene'), *rows])
    print('copies, the least:', {kind: round(value, 3) for kind, value in least.items()})
    known = [original for original in originals if original is not None]
    print('soft strangers, the largest:', round(max(abs(correlation(*pair)) for pair in itertools.combinations(known, 2)), 3))
    if args.strangers:
        paths = pictures(args.strangers)
        rng.shuffle(paths)
        seen = [found for path in paths[:240] if (found := structure(Image.open(path))) is not None]
        largest = sorted(abs(correlation(*pair)) for pair in itertools.combinations(seen, 2))[-3:]
        print(f'{len(seen)} strangers, each with each, the largest:', [round(value, 3) for value in largest])


if __name__ == '__main__':
    main()
