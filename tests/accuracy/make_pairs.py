#!/usr/bin/env python3
"""Makes pairs of pictures and says of each whether one was made from the other: further kinds of look-alikes and of edits.

    make_pairs.py PHOTOS OUT [--n 8] [--seed 1]

PHOTOS is a folder of photographs; each kind takes other ones. Writes OUT/img/* and OUT/pairs.csv (a,b,label,kind): label 1
where b was made from a, 0 where each shows something that the other does not. Needs numpy, Pillow and opencv-python-headless.
"""
import argparse
import csv
import io
import os
import random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument('photos')
ap.add_argument('out')
ap.add_argument('--n', type=int, default=8, help='pairs of each kind')
ap.add_argument('--seed', type=int, default=1)
args = ap.parse_args()
R = random.Random(args.seed)
N = np.random.default_rng(args.seed)
WORDS = 'north river lamp coffee seven bridge yellow tram ticket forest market evening stone cloud piano'.split()
FILES = sorted(f for f in os.listdir(args.photos) if f.lower().endswith(('.jpg', '.jpeg', '.png')))
R.shuffle(FILES)
NEXT = iter(FILES * 50)


def font(size):
    return ImageFont.load_default(max(9, int(size)))


def photo(long=None):
    im = Image.open(os.path.join(args.photos, next(NEXT))).convert('RGB')
    long = long or R.choice((480, 640, 900, 1200))
    scale = long / max(im.size)
    return im.resize((round(im.width * scale), round(im.height * scale)), Image.LANCZOS)


def arr(im):
    return np.asarray(im.convert('RGB'), np.float32)


def pic(x):
    return Image.fromarray(np.clip(x, 0, 255).astype(np.uint8))


def grain(im, sigma):
    return pic(arr(im) + N.normal(0, sigma, (im.height, im.width, 1)) + N.normal(0, sigma / 2, (im.height, im.width, 3)))


def words(n):
    return ' '.join(R.choice(WORDS) for _ in range(n))


def digits(n):
    return ''.join(R.choice('0123456789') for _ in range(n))


def blob(im, size, at, feather):
    """A piece of another photo with soft or hard edges, pasted."""
    w, h = size
    piece = ImageOps.fit(photo(600), (w, h))
    mask = Image.new('L', (w, h))
    ImageDraw.Draw(mask).ellipse((feather, feather, w - feather - 1, h - feather - 1), fill=255)
    if feather:
        mask = mask.filter(ImageFilter.GaussianBlur(feather / 2))
    out = im.copy()
    out.paste(piece, at, mask)
    return out


def exposure(im, amount, sigma):
    """The same view a moment later: parallax of up to `amount` pixels, and noise of its own."""
    h, w = im.height, im.width
    field = [cv2.resize(N.normal(0, amount / 1.5, (5, 6)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC) for _ in 'xy']
    xx, yy = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    moved = cv2.remap(arr(im), xx + field[0], yy + field[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return grain(pic(moved), sigma)


# ---- different pictures -------------------------------------------------------------------------------------------

def persons(v):
    im = photo()
    w, h = int(im.width * R.uniform(.15, .4)), int(im.height * R.uniform(.2, .5))
    at = (R.randint(0, im.width - w), R.randint(0, im.height - h))
    return [grain(blob(im, (w, h), at, 4 if v % 2 else 0), 1.5) for _ in range(2)]


def moved_thing(v):
    im = photo()
    w, h = int(im.width * R.uniform(.08, .2)), int(im.height * R.uniform(.1, .25))
    thing, mask = ImageOps.fit(photo(600), (w, h)), Image.new('L', (w, h))
    ImageDraw.Draw(mask).ellipse((2, 2, w - 3, h - 3), fill=255)
    out = []
    for _ in range(2):
        one = im.copy()
        one.paste(thing, (R.randint(0, im.width - w), R.randint(0, im.height - h)), mask.filter(ImageFilter.GaussianBlur(1)))
        out.append(grain(one, 1.5))
    return out


def second_shot(v):
    im = photo()
    return [grain(im, 2), exposure(im, R.uniform(.5, 2.5), 2)]


def second_shot_walker(v):
    im = photo()
    w, h = int(im.width * R.uniform(.05, .15)), int(im.height * R.uniform(.15, .3))
    return [grain(im, 2), exposure(blob(im, (w, h), (R.randint(0, im.width - w), R.randint(0, im.height - h)), 3), R.uniform(.3, 1.2), 2)]


def plate(v):
    """One car, one street sign or one shirt, with another number."""
    im = photo(R.choice((640, 900)))
    w = int(im.width * R.uniform(.1, .25))
    h = w // 4
    at = (R.randint(0, im.width - w), R.randint(0, im.height - h))
    out = []
    for _ in range(2):
        sign = Image.new('RGB', (w, h), (240, 238, 225))
        ImageDraw.Draw(sign).text((w // 12, h // 8), 'AB ' + digits(4), font=font(h * .62), fill=(15, 15, 40))
        one = im.copy()
        one.paste(sign.filter(ImageFilter.GaussianBlur(.6)), at)
        out.append(grain(one, 1))
    return out


def lamp(v):
    im = photo()
    cx, cy, r = R.uniform(.2, .8) * im.width, R.uniform(.2, .8) * im.height, R.uniform(.06, .15) * im.width
    yy, xx = np.mgrid[0:im.height, 0:im.width]
    glow = np.exp(-((xx - cx) ** 2 + (yy - cy) ** 2) / (r * r))[..., None] * np.array((150, 130, 80))
    return [grain(im, 1), grain(pic(arr(im) + glow), 1)]


def painted(v):
    """A thing in the picture in another colour."""
    im = photo()
    h, w = im.height, im.width
    hsv = cv2.cvtColor(np.asarray(im), cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0].astype(int) + R.randint(40, 140)) % 180
    hsv[..., 1] = np.clip(hsv[..., 1].astype(int) + 90, 0, 255)
    other = Image.fromarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB))
    mask = Image.new('L', (w, h))
    x, y, s = R.randint(0, w // 2), R.randint(0, h // 2), R.randint(w // 6, w // 3)
    ImageDraw.Draw(mask).ellipse((x, y, x + s, y + s), fill=255)
    return [im, Image.composite(other, im, mask.filter(ImageFilter.GaussianBlur(3)))]


def quotes(v):
    """Two quotations on one backdrop."""
    im = photo(800).filter(ImageFilter.GaussianBlur(R.choice((0, 6))))
    out = []
    for _ in range(2):
        one = im.copy()
        d = ImageDraw.Draw(one)
        for row in range(4):
            d.text((im.width * .1, im.height * (.25 + .13 * row)), words(4), font=font(im.width * .05), fill='white')
        out.append(one)
    return out


def table(v):
    rows = [[words(1)] + [digits(R.randint(2, 4)) for _ in range(5)] for _ in range(18)]
    out = []
    for k in range(2):
        im = Image.new('RGB', (900, 700), 'white')
        d = ImageDraw.Draw(im)
        if k:
            for _ in range(R.randint(1, 4)):
                rows[R.randrange(18)][R.randint(1, 5)] = digits(R.randint(2, 4))
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                d.rectangle((20 + x * 143, 20 + y * 37, 163 + x * 143, 57 + y * 37), outline=(150, 150, 150))
                d.text((28 + x * 143, 27 + y * 37), cell, font=font(20), fill='black')
        out.append(im)
    return out


def clock(v):
    out = []
    for _ in range(2):
        im = Image.new('RGB', (600, 600), (235, 230, 215))
        d = ImageDraw.Draw(im)
        d.ellipse((60, 60, 540, 540), fill='white', outline='black', width=12)
        for hour in range(12):
            a = hour * np.pi / 6
            d.text((285 + 200 * np.sin(a), 280 - 200 * np.cos(a)), str(hour or 12), font=font(36), fill='black')
        for length, width in ((120, 14), (190, 8)):
            a = R.uniform(0, 2 * np.pi)
            d.line((300, 300, 300 + length * np.sin(a), 300 - length * np.cos(a)), fill='black', width=width)
        out.append(grain(im, 2))
    return out


def roadmap(v):
    im = Image.new('RGB', (800, 600), (240, 237, 230))
    d = ImageDraw.Draw(im)
    for wide, colour in ((10, (250, 210, 120)), (6, 'white'), (4, 'white'), (4, (200, 220, 240))):
        for _ in range(9):
            d.line([(R.randint(-40, 840), R.randint(-40, 640)) for _ in range(4)], fill=colour, width=wide)
    for _ in range(16):
        d.text((R.randint(0, 720), R.randint(0, 570)), words(1).title(), font=font(16), fill=(80, 70, 70))
    out = []
    for _ in range(2):
        one = im.copy()
        x, y = R.randint(40, 760), R.randint(60, 560)
        d = ImageDraw.Draw(one)
        d.polygon([(x, y), (x - 14, y - 34), (x + 14, y - 34)], fill=(210, 40, 40))
        d.ellipse((x - 15, y - 52, x + 15, y - 22), fill=(210, 40, 40))
        out.append(one)
    return out


def calendar(v):
    first = R.randint(0, 6)
    out = []
    for k in range(2):
        im = Image.new('RGB', (800, 620), 'white')
        d = ImageDraw.Draw(im)
        d.text((30, 20), 'October', font=font(44), fill=(160, 30, 30))
        for day in range(31):
            x, y = 30 + (day + first) % 7 * 105, 100 + (day + first) // 7 * 84
            d.rectangle((x, y, x + 100, y + 80), outline=(160, 160, 160))
            d.text((x + 8, y + 6), str(day + 1), font=font(22), fill='black')
            if R.random() < .2:
                d.text((x + 8, y + 44), words(1), font=font(17), fill=(30, 60, 160))
        out.append(im)
    return out


def card(v):
    """Two people's passes of one company."""
    col = tuple(R.randint(20, 160) for _ in range(3))
    out = []
    for _ in range(2):
        im = Image.new('RGB', (860, 540), (245, 246, 248))
        d = ImageDraw.Draw(im)
        d.rectangle((0, 0, 860, 110), fill=col)
        d.text((40, 30), 'Harbour Works', font=font(44), fill='white')
        im.paste(ImageOps.fit(photo(500), (240, 300)), (50, 170))
        for row, (name, value) in enumerate((('Name', words(2).title()), ('No.', digits(8)), ('Valid', digits(4)))):
            d.text((340, 190 + row * 90), name, font=font(24), fill=(90, 90, 90))
            d.text((340, 222 + row * 90), value, font=font(34), fill='black')
        out.append(grain(im, 1.5))
    return out


def rescan(v):
    """Two letters under one head, each scanned with a skew of its own."""
    out = []
    for _ in range(2):
        im = Image.new('RGB', (1000, 1400), (250, 249, 245))
        d = ImageDraw.Draw(im)
        d.text((80, 70), 'Harbour & Sons', font=font(60), fill=(120, 20, 20))
        d.line((80, 160, 920, 160), fill='black', width=3)
        d.text((80, 220), 'Invoice ' + digits(6), font=font(34), fill='black')
        for row in range(12):
            d.text((80, 330 + row * 60), ('Delivery of goods', 'Work, hours', 'Postage')[row % 3], font=font(26), fill='black')
            d.text((780, 330 + row * 60), digits(3) + '.00' if row % 4 == 0 else '120.00', font=font(26), fill='black')
        out.append(grain(im.rotate(R.uniform(-.6, .6), Image.BICUBIC, fillcolor=(250, 249, 245)), 2))
    return out


# ---- edits --------------------------------------------------------------------------------------------------------

def edit(fn):
    def make(v):
        im = photo()
        return [im, fn(im)]
    return make


def jpeg(im, quality):
    buffer = io.BytesIO()
    im.save(buffer, 'JPEG', quality=quality)
    return Image.open(buffer).convert('RGB')


def tone(im):
    x = arr(im) / 255
    return pic(255 * np.clip(x, 0, 1) ** np.array([R.uniform(.65, 1.5) for _ in range(3)]))


def sepia(im):
    g = arr(ImageOps.grayscale(im).convert('RGB'))
    return pic(g * np.array((1.07, .9, .68)))


def vignette(im):
    yy, xx = np.mgrid[0:im.height, 0:im.width]
    far = ((xx / im.width - .5) ** 2 + (yy / im.height - .5) ** 2) * 2
    return pic(arr(im) * (1 - R.uniform(.3, .7) * far)[..., None])


def local_contrast(im):
    lab = cv2.cvtColor(np.asarray(im), cv2.COLOR_RGB2LAB)
    lab[..., 0] = cv2.createCLAHE(R.choice((1.5, 2.5)), (8, 8)).apply(lab[..., 0])
    return Image.fromarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB))


def film(im):
    return grain(ImageEnhance.Color(ImageEnhance.Contrast(im).enhance(1.25)).enhance(R.choice((.6, 1.4))), R.uniform(4, 10))


def small(im):
    scale = R.uniform(.15, .5)
    return jpeg(im.resize((max(90, round(im.width * scale)), max(90, round(im.height * scale))), Image.LANCZOS), R.choice((20, 40, 60)))


def skewed(im):
    return im.rotate(R.uniform(-3, 3), Image.BICUBIC, expand=False).crop((im.width * .04, im.height * .04, im.width * .96, im.height * .96))


def palette(im):
    return im.quantize(R.choice((64, 256)), dither=Image.Dither.FLOYDSTEINBERG).convert('RGB')


def screenshot(im):
    canvas = Image.new('RGB', (540, 1100), R.choice(('black', 'white')))
    fitted = ImageOps.contain(im, (540, 900))
    canvas.paste(fitted, (0, (1100 - fitted.height) // 2))
    return canvas


def twice(im):
    return jpeg(jpeg(im.resize((round(im.width * .7), round(im.height * .7))), 35).resize(im.size), 50)


def stamp(im):
    one = im.copy()
    ImageDraw.Draw(one).text((im.width * .68, im.height * .9), f"{R.randint(1, 28)} {R.randint(1, 12)} '{digits(2)}", font=font(im.width * .04), fill=(255, 140, 30))
    return one


def arrow(im):
    one = im.copy()
    d = ImageDraw.Draw(one)
    x, y = R.uniform(.2, .8) * im.width, R.uniform(.2, .8) * im.height
    r = R.uniform(.05, .12) * im.width
    d.ellipse((x - r, y - r, x + r, y + r), outline=(230, 20, 20), width=max(3, im.width // 120))
    d.line((x + r, y + r, x + 2.2 * r, y + 2.2 * r), fill=(230, 20, 20), width=max(3, im.width // 100))
    return one


def bar(im):
    one = im.copy()
    h = int(im.height * R.uniform(.1, .2))
    top = R.choice((0, im.height - h))
    d = ImageDraw.Draw(one)
    d.rectangle((0, top, im.width, top + h), fill=R.choice(('black', 'white')))
    d.text((im.width * .05, top + h * .25), words(4).upper(), font=font(h * .45), fill=R.choice(((220, 30, 30), (250, 200, 40))))
    return one


def mosaic(im):
    one = im.copy()
    s = int(min(im.size) * R.uniform(.15, .3))
    x, y = R.randint(0, im.width - s), R.randint(0, im.height - s)
    piece = one.crop((x, y, x + s, y + s))
    one.paste(piece.resize((8, 8)).resize((s, s), Image.NEAREST), (x, y))
    return one


def emoji(im):
    one = im.copy()
    d = ImageDraw.Draw(one)
    s = int(min(im.size) * R.uniform(.12, .35))
    x, y = R.randint(0, im.width - s), R.randint(0, im.height - s)
    d.ellipse((x, y, x + s, y + s), fill=(255, 205, 60), outline=(200, 140, 20), width=3)
    for dx in (.3, .65):
        d.ellipse((x + s * dx, y + s * .3, x + s * (dx + .1), y + s * .45), fill='black')
    d.arc((x + s * .25, y + s * .35, x + s * .75, y + s * .8), 20, 160, fill='black', width=max(2, s // 20))
    return one


def mark(im):
    layer = Image.new('RGBA', im.size)
    d = ImageDraw.Draw(layer)
    for y in range(0, im.height, im.height // 3):
        for x in range(0, im.width, im.width // 3):
            d.text((x + 10, y + 10), '© harbour', font=font(im.width * .045), fill=(255, 255, 255, R.choice((90, 140))))
    return Image.alpha_composite(im.convert('RGBA'), layer).convert('RGB')


DIFFERENT = [persons, moved_thing, second_shot, second_shot_walker, plate, lamp, painted, quotes, table, clock, roadmap, calendar,
             card, rescan]
EDITS = [tone, sepia, vignette, local_contrast, film, small, skewed, palette, screenshot, twice, ImageOps.grayscale, ImageOps.invert,
         stamp, arrow, bar, mosaic, emoji, mark]


def main():
    os.makedirs(os.path.join(args.out, 'img'), exist_ok=True)
    rows = []
    for label, kinds in ((0, DIFFERENT), (1, EDITS)):
        for kind in kinds:
            for v in range(args.n):
                names = []
                for k, im in enumerate((kind if label == 0 else edit(kind))(v)):
                    names.append(f'img/{kind.__name__}_{v:02}_{k}.jpg')
                    im.convert('RGB').save(os.path.join(args.out, names[-1]), quality=R.choice((75, 85, 92)))
                rows.append((*names, label, kind.__name__))
    with open(os.path.join(args.out, 'pairs.csv'), 'w', newline='', encoding='utf8') as f:
        w = csv.writer(f)
        w.writerow(('a', 'b', 'label', 'kind'))
        w.writerows(rows)
    print(len(rows), 'pairs')


if __name__ == '__main__':
    main()
