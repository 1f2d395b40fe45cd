#!/usr/bin/env python3
"""Draws pictures that look alike and are not the same, and adds them to a labelled benchmark.

    hard_distractors.py DIR [--n 200] [--seed 1]

DIR holds a truth.csv with the columns path,group,transform,scene (or none yet: it is made). Each picture becomes a group
of its own with the transform "hard-KIND": whoever puts two of them into one group, or one with a photograph, is wrong.

Kinds: forms of one print filled in differently, letters under one letterhead, screens of one app, map tiles of one style,
skies, flat pictures (black, white, transparent, nearly so), tiny and thin ones, gradients, products of one shape before
white, scenes in one frame with one logo, charts and calendars of one layout. Deterministic; needs NumPy and Pillow.
"""
import argparse
import csv
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

WORDS = ('river station morning letter garden winter market number street paper window answer brother '
         'silver harbour engine captain village summer kitchen doctor library mountain teacher').split()


def font(size):
    return ImageFont.load_default(size)


def sentence(rng, count):
    return ' '.join(rng.choice(WORDS, count))


def noisy(im, rng, sigma=1.5):
    a = np.asarray(im.convert('RGB'), np.float32)
    return Image.fromarray(np.clip(a + rng.normal(0, sigma, a.shape), 0, 255).astype(np.uint8))


def form(rng, k):
    """One of two printed forms; what is written into the fields differs."""
    im = Image.new('RGB', (620, 877), 'white')
    d = ImageDraw.Draw(im)
    print_ = k % 2
    d.text((40, 30), ('Application for leave', 'Delivery note')[print_], font=font(30), fill='black')
    for row in range(14):
        y = 100 + row * 52
        d.text((40, y), WORDS[(row * 3 + print_ * 7) % len(WORDS)].title(), font=font(15), fill='black')
        d.rectangle((200, y - 6, 580, y + 28), outline='black')
        if rng.random() < 0.8:
            d.text((210, y), sentence(rng, 3), font=font(17), fill=(20, 30, 120))
    return noisy(im, rng), '.jpg'


def letter(rng, k):
    im = Image.new('RGB', (620, 877), (250, 249, 244))
    d = ImageDraw.Draw(im)
    d.rectangle((40, 40, 110, 110), fill=(120, 20, 20))
    d.text((130, 50), 'Harbour & Sons', font=font(34), fill='black')
    d.line((40, 130, 580, 130), fill='black', width=2)
    for row in range(int(rng.integers(18, 28))):
        d.text((40, 170 + row * 24), sentence(rng, int(rng.integers(5, 9))), font=font(14), fill=(30, 30, 30))
    return noisy(im.rotate(rng.uniform(-0.7, 0.7), fillcolor=(250, 249, 244)), rng), '.jpg'


def screen(rng, k):
    """A chat, a list of settings or a shop, each always in the same dress."""
    w, h = 360, 740
    app = k % 3
    im = Image.new('RGB', (w, h), ('white', (18, 18, 20), (242, 242, 246))[app])
    d = ImageDraw.Draw(im)
    ink = 'white' if app == 1 else 'black'
    d.text((12, 6), f'{rng.integers(24):02}:{rng.integers(60):02}', font=font(13), fill=ink)
    d.rectangle((0, 28, w, 76), fill=((30, 120, 80), (40, 40, 44), (250, 120, 40))[app])
    d.text((16, 40), ('Family', 'Settings', 'Shop')[app], font=font(20), fill='white')
    y = 92
    while y < h - 70:
        if app == 0:
            wide, high = int(rng.integers(90, 250)), int(rng.integers(30, 80))
            x = int(rng.choice([12, w - 12 - wide]))
            d.rounded_rectangle((x, y, x + wide, y + high), 10, fill=(225, 245, 230))
            d.text((x + 10, y + 8), sentence(rng, 2), font=font(13), fill='black')
        elif app == 1:
            high = 44
            d.text((20, y + 12), sentence(rng, 2), font=font(15), fill='white')
            d.rounded_rectangle((300, y + 10, 340, y + 32), 11, fill=tuple(rng.choice([[60, 200, 90], [90, 90, 90]])))
        else:
            high = 150
            d.rectangle((16, y, w - 16, y + high), fill='white')
            d.ellipse((40, y + 20, 150, y + 130), fill=tuple(int(c) for c in rng.integers(40, 230, 3)))
            d.text((170, y + 40), sentence(rng, 2), font=font(15), fill='black')
            d.text((170, y + 80), f'{rng.integers(5, 99)}.99', font=font(20), fill=(200, 40, 20))
        y += high + 14
    d.line((0, h - 52, w, h - 52), fill=(128, 128, 128))
    for icon in range(4):
        d.ellipse((40 + icon * 85, h - 40, 64 + icon * 85, h - 16), outline=ink, width=2)
    return im, '.png'


def tile(rng, k):
    im = Image.new('RGB', (512, 512), (242, 239, 233))
    d = ImageDraw.Draw(im)
    for _ in range(12):
        x, y, s = rng.integers(0, 512), rng.integers(0, 512), rng.integers(40, 130)
        d.ellipse((x, y, x + s, y + s * 0.7), fill=tuple(int(c) for c in rng.choice([[200, 230, 180], [170, 210, 230]])))
    for wide, colour in ((9, (250, 210, 120)), (5, 'white'), (3, 'white')):
        for _ in range(7):
            points = [(int(rng.integers(-40, 552)), int(rng.integers(-40, 552))) for _ in range(3)]
            d.line(points, fill=(190, 180, 170), width=wide + 2)
            d.line(points, fill=colour, width=wide)
    for _ in range(9):
        d.text((int(rng.integers(0, 440)), int(rng.integers(0, 490))), rng.choice(WORDS).title(), font=font(13), fill=(80, 70, 70))
    return im, '.png'


def clouds(rng, size, octaves):
    a = np.zeros(size, np.float32)
    for o in range(octaves):
        n = 2 ** (o + 1)
        small = Image.fromarray((rng.random((n, n)) * 255).astype(np.uint8))
        a += np.asarray(small.resize(size[::-1], Image.Resampling.BICUBIC), np.float32) / 2 ** o
    return (a - a.min()) / (np.ptp(a) + 1e-6)


def sky(rng, k):
    h, w = 420, 560
    base = np.linspace(0, 1, h)[:, None, None] * np.array([70, 50, 20]) + np.array([95, 145, 215])
    haze = clouds(rng, (h, w), int(rng.integers(1, 5)))[..., None] * rng.uniform(0, 60)
    return noisy(Image.fromarray(np.clip(base + haze, 0, 255).astype(np.uint8)), rng, 1), '.jpg'


def flat(rng, k):
    w, h = int(rng.integers(200, 900)), int(rng.integers(200, 900))
    kind = k % 5
    if kind == 0:
        return noisy(Image.new('RGB', (w, h), 'black'), rng, 1.2), '.jpg'
    if kind == 1:
        return noisy(Image.new('RGB', (w, h), 'white'), rng, 1.2), '.jpg'
    if kind == 2:
        im = Image.new('RGBA', (w, h), (0, 0, 0, 0))
        ImageDraw.Draw(im).point((k % w, 5), fill=(9, 9, 9, 1))
        return im, '.png'
    if kind == 3:
        a = np.full((h, w, 3), rng.integers(20, 235, 3), np.uint8)
        return Image.fromarray(a), '.png'
    im = Image.new('RGB', (w, h), (14, 14, 14))
    ImageDraw.Draw(im).ellipse((w // 2, h // 2, w // 2 + 12, h // 2 + 12), fill=(60, 60, 60))
    return noisy(im, rng, 3), '.jpg'


def tiny(rng, k):
    sizes = [(1, 1), (2, 2), (1, 20000), (20000, 1), (3, 900), (16, 16), (40, 30), (8, 8)]
    w, h = sizes[k % len(sizes)]
    return Image.fromarray(rng.integers(0, 256, (h, w, 3), np.uint8)), '.png'


def gradient(rng, k):
    h, w = 400, 600
    y, x = np.mgrid[0:h, 0:w]
    angle, ends = rng.uniform(0, 2 * np.pi), rng.integers(0, 256, (2, 3))
    t = x / w * np.cos(angle) + y / h * np.sin(angle)
    t = ((t - t.min()) / np.ptp(t))[..., None]
    return Image.fromarray((ends[0] * (1 - t) + ends[1] * t).astype(np.uint8)), '.png'


def product(rng, k):
    """A mug or a bottle before white, each in another colour with another label, stood a little elsewhere."""
    im = Image.new('RGB', (500, 500), 'white')
    d = ImageDraw.Draw(im)
    x, y = int(rng.integers(-18, 18)), int(rng.integers(-12, 12))
    colour = tuple(int(c) for c in rng.integers(30, 220, 3))
    dark = tuple(int(c * 0.75) for c in colour)
    if k % 2:
        d.ellipse((310 + x, 190 + y, 420 + x, 330 + y), outline=dark, width=22)
        d.rounded_rectangle((130 + x, 130 + y, 340 + x, 400 + y), 20, fill=colour)
        d.ellipse((130 + x, 110 + y, 340 + x, 160 + y), fill=dark)
    else:
        d.rectangle((220 + x, 60 + y, 280 + x, 160 + y), fill=dark)
        d.rounded_rectangle((170 + x, 150 + y, 330 + x, 450 + y), 40, fill=colour)
    d.rectangle((180 + x, 230 + y, 320 + x, 330 + y), fill=(245, 240, 225))
    d.text((190 + x, 250 + y), rng.choice(WORDS), font=font(26), fill='black')
    d.text((190 + x, 290 + y), sentence(rng, 2), font=font(13), fill='black')
    return noisy(im.filter(ImageFilter.GaussianBlur(0.7)), rng, 1), '.jpg'


def boxes(rng, k):
    h, w = 450, 600
    a = clouds(rng, (h, w), 6)[..., None] * rng.integers(60, 255, 3) + rng.integers(0, 60, 3)
    im = Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))
    d = ImageDraw.Draw(im)
    for _ in range(25):
        x, y, s = rng.integers(0, w), rng.integers(0, h), rng.integers(10, 90)
        d.rectangle((x, y, x + s, y + s // 2), fill=tuple(int(c) for c in rng.integers(0, 255, 3)))
    return im, '.jpg'


def framed(rng, k):
    """Different pictures behind one passe-partout with one logo and one caption."""
    w, h = 600, 450
    inner = [boxes, sky, tile, product, gradient, sheet][k % 6](rng, k // 6)[0]
    im = inner.convert('RGB').resize((w, h))
    d = ImageDraw.Draw(im)
    d.rectangle((0, 0, w - 1, h - 1), outline=(90, 60, 20), width=34)
    d.rectangle((0, h - 80, w, h), fill='black')
    d.text((40, h - 60), 'Photo club harbour 2019', font=font(30), fill='white')
    d.ellipse((w - 80, h - 72, w - 20, h - 12), fill=(200, 40, 40))
    return im, '.jpg'


def sheet(rng, k):
    """A month of a calendar, or a bar chart."""
    im = Image.new('RGB', (640, 480), 'white')
    d = ImageDraw.Draw(im)
    if k % 2:
        first = int(rng.integers(0, 7))
        d.text((20, 10), rng.choice(WORDS).title(), font=font(34), fill=(180, 30, 30))
        for day in range(30):
            x, y = 20 + (day + first) % 7 * 88, 80 + (day + first) // 7 * 64
            d.rectangle((x, y, x + 84, y + 60), outline=(160, 160, 160))
            d.text((x + 6, y + 4), str(day + 1), font=font(18), fill='black')
            if rng.random() < 0.25:
                d.text((x + 6, y + 34), rng.choice(WORDS), font=font(12), fill=(30, 60, 160))
    else:
        d.line((60, 20, 60, 420, 620, 420), fill='black', width=2)
        for bar in range(10):
            d.rectangle((80 + bar * 53, 420 - int(rng.integers(20, 380)), 115 + bar * 53, 419), fill=(70, 120, 190))
            d.text((82 + bar * 53, 428), str(2010 + bar), font=font(13), fill='black')
    return im, '.png'


KINDS = [form, letter, screen, tile, sky, flat, tiny, gradient, product, framed, sheet]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('dir')
    ap.add_argument('--n', type=int, default=200)
    ap.add_argument('--seed', type=int, default=1)
    a = ap.parse_args()
    os.makedirs(os.path.join(a.dir, 'hard'), exist_ok=True)
    truth, rows = os.path.join(a.dir, 'truth.csv'), []
    is_new = not os.path.exists(truth)
    for at in range(a.n):
        kind = KINDS[at % len(KINDS)]
        im, ending = kind(np.random.default_rng([a.seed, at]), at // len(KINDS))
        path = f'hard/{at:04}{ending}'
        im.save(os.path.join(a.dir, path), **({'quality': 90} if ending == '.jpg' else {}))
        rows.append((path, f'h{at:05}', f'hard-{kind.__name__}', ''))
    with open(truth, 'a', newline='', encoding='utf8') as f:
        w = csv.writer(f)
        if is_new:
            w.writerow(['path', 'group', 'transform', 'scene'])
        w.writerows(rows)
    print(f'{a.n} pictures in {len(KINDS)} kinds')


if __name__ == '__main__':
    main()
