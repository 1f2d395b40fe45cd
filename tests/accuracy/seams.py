#!/usr/bin/env python3
"""How often a seam is seen where there is one, and where there is none.

    tests/accuracy/seams.py PHOTOS [SEED]

Tries the two rules of `src/core/prove/canvas.rs` by themselves: on each photo beside another one (a collage without a gap), on
each photo over a blurred one (a story), and on three crops of each, around which there is none. Needs numpy and Pillow.
"""
import io
import pathlib
import random
import sys

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

ROOT = pathlib.Path(sys.argv[1])
DRAW = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 9)
PHOTOS = sorted(p for p in ROOT.rglob('*') if p.suffix.lower() in ('.jpg', '.jpeg', '.png'))


def load(path):
    picture = Image.open(path).convert('RGB')
    picture.thumbnail((1024, 1024))
    return picture


def saved(picture):
    stream = io.BytesIO()
    picture.save(stream, 'JPEG', quality=85)
    return np.asarray(Image.open(stream).convert('RGB')).astype(float)


def sides(picture, box):
    """The lines along each side of the box, as rows, and where the side is among them."""
    x0, y0, x1, y1 = box
    across, down = picture[y0:y1].transpose(1, 0, 2), picture[:, x0:x1]
    return [(across, x0, 1), (across, x1, -1), (down, y0, 1), (down, y1, -1)]


def has_line(picture, box, ratio):
    for lines, edge, _ in sides(picture.mean(2, keepdims=True), box):
        if not 8 <= edge <= len(lines) - 8:
            continue
        start = max(0, edge - 64)
        jumps = np.abs(np.diff(lines[start:edge + 64, :, 0], axis=0)).mean(1)
        place = edge - 1 - start
        first = max(0, place - 4)
        peak = first + int(np.argmax(jumps[first:place + 5]))
        beside = np.concatenate([jumps[:max(0, peak - 3)], jumps[peak + 4:]])
        if len(beside) >= 10 and jumps[peak] > max(2, ratio * np.percentile(beside, 95)):
            return True
    return False


def detail(lines):
    return (np.abs(np.diff(lines, axis=0)).mean() + np.abs(np.diff(lines, axis=1)).mean()) / 2


def loses_detail(picture, box):
    for lines, edge, inward in sides(picture, box):
        deep = max(4, len(lines) // 25)
        low, high = sorted((edge + 2 * inward, edge + (2 + deep) * inward))
        far = sorted((edge - 2 * inward, edge - (2 + deep) * inward))
        if far[0] >= 0 and far[1] <= len(lines) and high <= len(lines):
            inside, outside = detail(lines[low:high]), detail(lines[far[0]:far[1]])
            if inside > 2 and outside < 0.8 and inside > 4 * outside:
                return True
    return False


def collage(one, other):
    one, other = (p.resize((max(1, round(p.width * 360 / p.height)), 360)) for p in (one, other))
    canvas = Image.new('RGB', (one.width + other.width, 360))
    canvas.paste(one, (0, 0))
    canvas.paste(other, (one.width, 0))
    off = DRAW.randint(-2, 2)
    return saved(canvas), (0, 0, one.width + off, 360)


def story(photo):
    ground = ImageOps.fit(photo, (720, 1280)).filter(ImageFilter.GaussianBlur(DRAW.choice((20, 38))))
    ground = ImageEnhance.Brightness(ground).enhance(DRAW.uniform(0.6, 1))
    photo = ImageOps.contain(photo, (DRAW.choice((720, 620)), 1280))
    x, y = (720 - photo.width) // 2, (1280 - photo.height) // 2
    ground.paste(photo, (x, y))
    return np.asarray(ground).astype(float), (x, y, x + photo.width, y + photo.height)


def crop(photo):
    width = int(photo.width * DRAW.uniform(0.5, 0.95))
    height = photo.height if DRAW.random() < 0.5 else int(photo.height * DRAW.uniform(0.5, 0.95))
    x, y = DRAW.randint(0, photo.width - width), DRAW.randint(0, photo.height - height)
    return x, y, x + width, y + height


def main():
    DRAW.shuffle(PHOTOS)
    photos = [load(path) for path in PHOTOS[:400]]
    pairs = [collage(one, other) for one, other in zip(photos, photos[1:] + photos[:1])]
    whole = [saved(photo) for photo in photos]
    crops = [(picture, crop(photo)) for picture, photo in zip(whole, photos) for _ in range(3)]
    for ratio in (1.2, 1.5, 2.0):
        seen, wrong = (np.mean([has_line(*one, ratio) for one in some]) for some in (pairs, crops))
        print(f'a line at {ratio}: {seen:.3f} of {len(pairs)} collages, {wrong:.4f} of {len(crops)} crops')
    stories = [story(photo) for photo in photos[:150]]
    seen, wrong = (np.mean([loses_detail(*one) for one in some]) for some in (stories, crops))
    print(f'a blurred ground: {seen:.3f} of {len(stories)} stories, {wrong:.4f} of {len(crops)} crops')


if __name__ == '__main__':
    main()
