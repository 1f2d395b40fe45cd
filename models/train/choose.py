"""Chooses pictures to train on that resemble none of those to measure with.

    python3 models/train/choose.py --pictures DIR_OR_TAR... --not-like DIR_OR_TAR... --count 18500 --out DIR

Draws `count` pictures by seed and leaves out each whose 128-bit difference hash is within 22 bits of one of the others
(Krawetz, "Kind of like that", 2013; strangers lie around 64). DIR gets them as 00001.jpg, 00002.jpg, ...
"""
import argparse
import pathlib
import random

import numpy as np
from PIL import Image

import pictures as store

NEAR = 22
ONES = np.array([bin(byte).count('1') for byte in range(256)], np.uint8)


def difference_hash(image):
    """Signs of the differences of neighbours, across and down: 16 bytes."""
    def signs(width, height, axis):
        grey = np.asarray(image.convert('L').resize((width, height), Image.Resampling.BILINEAR), np.int16)
        return (np.diff(grey, axis=axis) > 0).ravel()
    return np.packbits(np.concatenate([signs(9, 8, 1), signs(8, 9, 0)]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--pictures', nargs='+', required=True, metavar='DIR_OR_TAR')
    parser.add_argument('--not-like', nargs='+', required=True, metavar='DIR_OR_TAR')
    parser.add_argument('--count', type=int, required=True)
    parser.add_argument('--seed', type=int, default=5)
    parser.add_argument('--out', required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    others = np.array([difference_hash(store.opened(data)) for _, data in store.named_pictures(arguments.not_like)])
    drawn = store.named_pictures(arguments.pictures)
    random.Random(arguments.seed).shuffle(drawn)
    kept = 0
    for _, data in drawn[:arguments.count]:
        image = store.opened(data)
        if ONES[others ^ difference_hash(image)].sum(1).min() > NEAR:
            kept += 1
            image.save(arguments.out / f'{kept:05}.jpg', quality=95)
    print(f'{kept} of {len(drawn[:arguments.count])} kept')


if __name__ == '__main__':
    main()
