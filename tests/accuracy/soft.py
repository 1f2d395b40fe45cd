#!/usr/bin/env python3
"""Makes soft pictures, copies of them and what is alike but none, and measures what tells whole pictures without corners apart.

    soft.py PHOTOS OUT [--n 45] [--seed 3] [--strangers FOLDER]

PHOTOS is a folder of photographs. Two thirds of the pictures are photographs out of focus, one third are drawn skies with clouds. Writes
OUT/img/* and OUT/truth.csv (path,group,transform,scene) with copies, and the same in OUT/alike with pairs of a picture and one that
differs: clouds that drifted, another focus, a thing or a light from the side that came in. Prints, as `src/core/verify/whole.rs`
computes them, the correlation of the pictures without their trends and how far the grey of a part is off. Needs numpy and Pillow.
"""
import argparse
import csv
import itertools
import os
import random

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

SIDE = 64


def pictures(folder):
    return [os.path.join(base, name) for base, _, names in sorted(os.walk(folder)) for name in sorted(names)
            if name.lower().endswith(('.jpg', '.jpeg', '.png'))]


def out_of_focus(path, rng):
    picture = Image.open(path).convert('RGB')
    picture.thumbnail((1000, 1000))
    return picture.filter(ImageFilter.GaussianBlur(rng.choice((4, 8, 14))))


def sky(rng, noise, width=1000):
    height = rng.choice((667, 750))
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


def light_from_the_side(picture):
    light = np.linspace(.8, 1.15, picture.width)[None, :, None]
    return Image.fromarray(np.clip(np.asarray(picture, np.float32) * light, 0, 255).astype(np.uint8))


def with_a_thing(picture, rng):
    """Something dark comes in, as far out of focus as the rest."""
    (width, height), size = picture.size, rng.choice((12, 20, 35, 60))
    x, y = rng.randint(width // 4, width * 3 // 4), rng.randint(height // 4, height * 3 // 4)
    mask = Image.new('L', picture.size, 0)
    ImageDraw.Draw(mask).ellipse((x - size, y - size * 1.6, x + size, y + size * 1.6), fill=255)
    changed = picture.copy()
    changed.paste(Image.new('RGB', picture.size, (60, 50, 45)), (0, 0), mask.filter(ImageFilter.GaussianBlur(8)))
    return changed


def look_alikes(paths, rng, noise):
    """Families of a picture and some that are no copies of it."""
    for path in paths:
        picture = out_of_focus(path, rng)
        sharp = Image.open(path).convert('RGB').resize(picture.size)
        yield {'original': picture, 'thing': with_a_thing(picture, rng), 'light': light_from_the_side(picture),
               'focus': sharp.filter(ImageFilter.GaussianBlur(rng.choice((6, 11, 18))))}
        wide, drift = sky(rng, noise, 1200), rng.choice((8, 15, 30, 60))
        yield {kind: wide.crop((left, 0, left + 1000, wide.height)) for kind, left in (('original', 0), ('drift', drift))}


def square(picture):
    small = picture.convert('L')
    small.thumbnail((96, 96), Image.LANCZOS)
    return np.asarray(small.resize((SIDE, SIDE), Image.BILINEAR), np.float64)


def structure(levels):
    """The levels without plane and curvature, of length 1; None if hardly anything is left."""
    y, x = np.mgrid[-.5:.5:SIDE * 1j, -.5:.5:SIDE * 1j]
    trends, _ = np.linalg.qr(np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], -1).reshape(-1, 6))
    levels = levels.reshape(-1)
    levels = levels - trends @ (trends.T @ levels)
    length = np.linalg.norm(levels)
    return (levels / length).reshape(SIDE, SIDE) if length >= 1.5 * SIDE else None


def compared(one, other):
    """Of the eight ways to lay one over the other the best: correlation of the structures, and the level that is farthest off."""
    one, other = square(one), square(other)
    if structure(one) is None or structure(other) is None:
        return None
    ways = [way for turn in range(4) for way in (np.rot90(other, turn), np.rot90(other, turn)[:, ::-1])]
    alike, best = max((((structure(one) * structure(way)).sum(), way) for way in ways), key=lambda found: abs(found[0]))
    ours, theirs = one - one.mean(), best - best.mean()
    apart = theirs - (ours * theirs).sum() / (ours * ours).sum() * ours
    parts = apart.reshape(8, 8, 8, 8).mean((1, 3)) * min(1, ours.std() / theirs.std())
    return abs(alike), np.abs(parts).max()


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
    seen = {}

    def written(folder, families):
        os.makedirs(f'{folder}/img', exist_ok=True)
        rows = []
        for group, family in enumerate(families):
            first = None
            for transform, quality, picture in family:
                path = f'img/{len(rows):05d}.jpg'
                picture.save(f'{folder}/{path}', quality=quality)
                rows.append((path, f'g{group:03d}', transform, ''))
                saved = Image.open(f'{folder}/{path}')
                found = compared(first, saved) if first else None
                first = first or saved
                if found:
                    seen.setdefault(transform, []).append(found)
        with open(f'{folder}/truth.csv', 'w', newline='', encoding='utf8') as out:
            csv.writer(out).writerows([('path', 'group', 'transform', 'scene'), *rows])

    originals = [grain(out_of_focus(paths[at], rng) if 3 * at < 2 * args.n else sky(rng, noise), noise) for at in range(args.n)]
    copies = lambda picture: [(kind, quality, edit(picture)) for kind, (quality, edit) in COPIES.items()]
    written(args.out, ([('original', 92, picture), *copies(picture)] for picture in originals))
    alike = look_alikes(paths[-args.n // 2:], rng, noise)
    written(f'{args.out}/alike', ([(kind, 90, grain(picture, noise)) for kind, picture in family.items()] for family in alike))
    for kind, found in seen.items():
        structures, levels = np.array(found).T
        print(f'{kind}: structure {structures.min():.3f} to {structures.max():.3f}; a part is off by {levels.min():.2f}, '
              f'{np.quantile(levels, .05):.2f} in 5 of 100, {np.quantile(levels, .95):.2f} in 95, {levels.max():.2f}')
    if args.strangers:
        paths = pictures(args.strangers)
        rng.shuffle(paths)
        shown = [Image.open(path).copy() for path in paths[:120]]
        found = [pair for pair in itertools.starmap(compared, itertools.combinations(shown, 2)) if pair]
        print(f'{len(found)} pairs of strangers: structure {max(alike for alike, _ in found):.3f} at most')


if __name__ == '__main__':
    main()
