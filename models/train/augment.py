"""What people do to photos, on batches: every view is its photo after none to three random edits.

All moves of pixels (crops, turns, mirrors, frames, collages, phone screens, perspective) are one 3 x 3 matrix a view and
so one resampling; tones, blur and noise are tensor operations on the views concerned; captions, logos and a phone's bars
are drawn once in advance; JPEG and WebP are Pillow's own, or on a GPU what JPEG's arithmetic does, for all views at once. Ideas after Pizzi et al., "A self-supervised descriptor
for image copy detection" (SSCD), CVPR 2022, whose strong augmentations and collages these follow.
"""
import io
import math
import random

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont
from torch.nn import functional as F

EDITS = {  # how often each is drawn, relative to the others
    'mirror': 1.5, 'quarter': 2.5, 'turn': 2.5, 'crop': 4, 'perspective': 0.5, 'border': 1.2, 'phone': 1.0, 'inset': 0.8,
    'collage': 0.9, 'overlay': 1.6, 'tone': 1.3, 'colour': 0.8, 'grey': 1.3, 'blur': 0.7, 'small': 1.5, 'noise': 0.4,
    'save': 1.2}
CHAINS = [0.06, 0.44, 0.28, 0.22]  # probability of 0, 1, 2, 3 edits
LUMA = torch.tensor([0.299, 0.587, 0.114])
QUANTA = torch.tensor([
    [16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
     18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99],
    [17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99]
    + 32 * [99]]).view(2, 8, 8)
WORDS = ('Summer 2019', 'for sale', 'happy birthday!', 'when you see it', 'day 3', 'share if you agree', '(c) 2021', 'WOW',
         'breaking news', 'see you soon', 'photo 12 of 40', 'good morning', 'best seat in town', 'nobody asked')


class Augmenter:
    """Draws views; all randomness comes from one seed."""

    def __init__(self, side, seed, device='cpu', overlays=160):
        self.side, self.device = side, torch.device(device)
        self.overlays = torch.stack([drawn_overlay(random.Random(f'{seed}/{n}')) for n in range(overlays)]).to(device)
        self.phones = torch.stack([drawn_phone(random.Random(f'{seed}/{n}')) for n in range(24)]).to(device)
        self.seed(seed)

    def seed(self, seed):
        self.random = torch.Generator(self.device).manual_seed(seed)
        self.python = random.Random(seed)

    def rand(self, *shape):
        return torch.rand(*shape, generator=self.random, device=self.device)

    def randn(self, *shape):
        return torch.randn(*shape, generator=self.random, device=self.device)

    def randint(self, low, high, count):
        return torch.randint(low, high, (count,), generator=self.random, device=self.device)

    def uniform(self, low, high, *shape):
        return low + (high - low) * self.rand(*shape)

    def chance(self, share, *shape):
        return self.rand(*shape) < share

    def __call__(self, photos, shapes, others):
        """Views [n, 3, side, side] as bytes, of photos (bytes) with their shapes; `others` are pasted beside them."""
        count = len(photos)
        edits = self.drawn_edits(count)
        matrices, shapes = self.moved(edits, shapes.clone())
        views = self.resampled(photos, others, matrices, edits)
        views = self.painted(views, edits)
        views = self.toned(views, edits)
        views = self.softened(views, edits)
        views = (views.clamp(0, 1) * 255).round().to(torch.uint8)
        return self.saved(views, edits['save'].nonzero().flatten())

    def saved(self, views, rows):
        if self.device.type != 'cpu' and len(rows):
            views[rows] = by_jpeg(views[rows], self.uniform(10, 95, len(rows)))
        else:
            for row in rows:
                views[row] = resaved(views[row], self.python)
        return views

    def drawn_edits(self, count):
        """Which edits each view gets: {name: mask}."""
        weights = torch.tensor(list(EDITS.values()), device=self.device).expand(count, -1)
        longest = len(CHAINS) - 1
        drawn = torch.multinomial(weights, longest, generator=self.random)
        length = torch.multinomial(torch.tensor(CHAINS, device=self.device), count, replacement=True, generator=self.random)
        chosen = torch.zeros(count, len(EDITS), dtype=torch.bool, device=self.device)
        chosen.scatter_(1, drawn, torch.arange(longest, device=self.device) < length[:, None])
        return dict(zip(EDITS, chosen.T))

    # Moves. A matrix takes a point of the view to the photo's point; both run from -1 to 1.

    def moved(self, edits, shapes):
        count = len(shapes)
        matrices = torch.eye(3, device=self.device).repeat(count, 1, 1)
        first = self.chance(0.5, count)
        steps = [('mirror', True, self.mirrored), ('quarter', True, self.quarter_turned), ('crop', first, self.cropped),
                 ('turn', True, self.turned), ('perspective', True, self.slanted), ('crop', ~first, self.cropped),
                 ('border', True, self.bordered), ('phone', True, self.shown_on_phone), ('inset', True, self.inset),
                 ('collage', True, self.beside)]
        for name, also, step in steps:
            rows = (edits[name] & also).nonzero().flatten()
            if len(rows):
                matrix, shapes[rows] = step(shapes[rows])
                matrices[rows] = matrices[rows] @ matrix
        return matrices, shapes

    def mirrored(self, shapes):
        sideways = self.chance(0.6, len(shapes))
        return scaling(1 - 2.0 * sideways, 1 - 2.0 * ~sideways), shapes

    def quarter_turned(self, shapes):
        quarters = self.randint(1, 4, len(shapes))
        return rotation(quarters * math.pi / 2), torch.where(quarters % 2 == 1, 1 / shapes, shapes)

    def turned(self, shapes):
        """By any angle, mostly a small one; the canvas grows or stays."""
        count = len(shapes)
        angle = torch.where(self.chance(0.65, count), self.uniform(-0.6, 0.6, count), self.uniform(-math.pi, math.pi, count))
        width, height = shapes.sqrt(), 1 / shapes.sqrt()
        sine, cosine = angle.sin().abs(), angle.cos().abs()
        grows = self.chance(0.6, count)
        new_width = torch.where(grows, width * cosine + height * sine, width)
        new_height = torch.where(grows, width * sine + height * cosine, height)
        return scaling(1 / width, 1 / height) @ rotation(angle) @ scaling(new_width, new_height), new_width / new_height

    def cropped(self, shapes):
        """To 15 % to 95 % of the area, small shares less often."""
        area = self.uniform(0.15, 0.95, len(shapes))
        area = torch.maximum(area, self.uniform(0.1, 0.5, len(shapes)))
        stretch = self.uniform(-0.2, 0.2, len(shapes)).exp()
        width, height = (area.sqrt() * stretch).clamp(max=1), (area.sqrt() / stretch).clamp(max=1)
        x, y = self.uniform(-1, 1, 2, len(shapes)) * torch.stack([1 - width, 1 - height])
        return placed(width, height, x, y), shapes * width / height

    def slanted(self, shapes):
        matrix = torch.eye(3, device=self.device).repeat(len(shapes), 1, 1)
        matrix[:, 2, :2] = self.uniform(-0.25, 0.25, len(shapes), 2)
        matrix[:, :2, :2] *= self.uniform(0.65, 0.95, len(shapes))[:, None, None]
        return matrix, shapes

    def bordered(self, shapes):
        wide = self.uniform(0.02, 0.25, len(shapes))
        x, y = 1 + wide / shapes.sqrt(), 1 + wide * shapes.sqrt()
        left, up = self.uniform(-1, 1, 2, len(shapes)) * self.chance(0.3, len(shapes))
        return placed(x, y, left * (x - 1), up * (y - 1)), shapes * x / y

    def shown_on_phone(self, shapes):
        """The whole width of an upright screen, or of a window not as tall."""
        screen = torch.minimum(self.uniform(0.42, 1.3, len(shapes)), shapes * 0.95)
        tall = shapes / screen
        return placed(torch.ones_like(tall), tall, 0 * tall, self.uniform(-0.7, 0.7, len(shapes)) * (tall - 1)), screen

    def inset(self, shapes):
        x, y = 1 / self.uniform(0.4, 0.75, 2, len(shapes))
        left, up = self.uniform(-1, 1, 2, len(shapes))
        return placed(x, y, left * (x - 1), up * (y - 1)), shapes * x / y

    def beside(self, shapes):
        """One half of a collage, side by side or one above the other."""
        second = self.chance(0.5, len(shapes)) * 2.0 - 1
        sideways = self.chance(0.65, len(shapes))
        x, y = 1 + 1.0 * sideways, 1 + 1.0 * ~sideways
        return placed(x, y, second * (x - 1), second * (y - 1)), shapes * x / y

    def resampled(self, photos, others, matrices, edits):
        """The views' pixels: the photo inside its edges, a filling outside. Far reductions start from a halved photo."""
        count, side, source = len(photos), self.side, photos.shape[-1]
        axis = (torch.arange(side, device=self.device) + 0.5) / side * 2 - 1
        y, x = torch.meshgrid(axis, axis, indexing='ij')
        points = torch.stack([x, y, torch.ones_like(x)], -1).view(1, -1, 3) @ matrices.transpose(1, 2)
        grid = (points[..., :2] / points[..., 2:].clamp(min=0.05)).view(count, side, side, 2)
        reduction = torch.linalg.det(matrices[:, :2, :2]).abs().sqrt() * source / side
        far = reduction > 1.6
        views = torch.empty(count, 3, side, side, device=self.device)
        for rows, level in (((~far).nonzero().flatten(), 1), (far.nonzero().flatten(), 2)):
            if len(rows):
                pixels = F.avg_pool2d(photos[rows] / 255.0, level) if level > 1 else photos[rows] / 255.0
                views[rows] = F.grid_sample(pixels, grid[rows], padding_mode='border', align_corners=False)
        inside = (grid.abs() <= 1).all(-1)[:, None]
        bare = (~inside).flatten(1).any(1).nonzero().flatten()
        if len(bare):
            with_other = (edits['inset'] | edits['collage'])[bare]
            filling = self.filling(photos[bare], others[bare], with_other)
            views[bare] = torch.where(inside[bare], views[bare], filling)
        return views

    def filling(self, photos, others, with_other):
        """Another picture where one is asked for; else black, white, any colour or the photo itself, blurred."""
        kind = self.rand(len(photos))
        fill = self.rand(len(photos), 3, 1, 1)
        fill[kind < 0.6] = 1
        fill[kind < 0.35] = 0
        fill = fill.repeat(1, 1, self.side, self.side)
        blurred = (kind > 0.88).nonzero().flatten()
        if len(blurred):
            tiny = F.interpolate(F.avg_pool2d(photos[blurred] / 255.0, 16), scale_factor=0.6, mode='bilinear')
            fill[blurred] = F.interpolate(tiny, size=(self.side, self.side), mode='bicubic')
        rows = with_other.nonzero().flatten()
        if len(rows):
            fill[rows] = F.interpolate(others[rows] / 255.0, size=(self.side, self.side), mode='bilinear', antialias=True)
        return fill

    # Paint, tones, softness.

    def painted(self, views, edits):
        for mask, bank in ((edits['overlay'], self.overlays), (edits['phone'], self.phones)):
            rows = mask.nonzero().flatten()
            if len(rows):
                choice = self.randint(0, len(bank), len(rows))
                paint = bank[choice] / 255.0
                if paint.shape[-1] != self.side:
                    paint = F.interpolate(paint, size=(self.side, self.side), mode='bilinear', antialias=True)
                views[rows] = views[rows] * (1 - paint[:, 3:]) + paint[:, :3] * paint[:, 3:]
        return views

    def factor(self, spread, count):
        return self.uniform(-spread, spread, count, 1, 1, 1).exp()

    def toned(self, views, edits):
        rows = edits['tone'].nonzero().flatten()
        if len(rows):
            x = views[rows] * self.factor(0.5, len(rows))
            mean = x.mean(dim=(1, 2, 3), keepdim=True)
            x = ((x - mean) * self.factor(0.5, len(rows)) + mean).clamp(0, 1)
            views[rows] = (x + 1e-4).pow(self.factor(0.35, len(rows)))
        rows = edits['colour'].nonzero().flatten()
        if len(rows):
            x = views[rows]
            grey = luma(x)
            x = grey + (x - grey) * self.uniform(0, 2.2, len(rows), 1, 1, 1)
            mix = torch.eye(3, device=self.device) + 0.12 * self.randn(len(rows), 3, 3)
            views[rows] = torch.einsum('nij,njhw->nihw', mix, x).clamp(0, 1)
        rows = edits['grey'].nonzero().flatten()
        if len(rows):
            tint = 1 + 0.12 * self.randn(len(rows), 3, 1, 1) * self.chance(0.25, len(rows), 1, 1, 1)
            views[rows] = luma(views[rows]) * tint
        return views.clamp_(0, 1)

    def softened(self, views, edits):
        rows = edits['blur'].nonzero().flatten()
        if len(rows):
            views[rows] = blurred(views[rows], self.uniform(0.4, 2.6, len(rows)))
        rows = edits['small'].nonzero().flatten()
        for some in rows.split(max(1, len(rows) // 24)):
            high = math.exp(self.python.uniform(3.1, 4.6))
            small = [int(high), int(high * math.exp(self.python.uniform(-0.4, 0.4)))]
            tiny = F.interpolate(views[some], size=small, mode='bilinear', antialias=True)
            back = 'bilinear' if self.python.random() < 0.7 else 'bicubic'
            views[some] = F.interpolate(tiny, size=(self.side, self.side), mode=back)
        rows = edits['noise'].nonzero().flatten()
        if len(rows):
            noise = self.randn(len(rows), *views.shape[1:])
            views[rows] += noise * self.uniform(0.02, 0.1, len(rows), 1, 1, 1)
        return views


def placed(x_size, y_size, x, y):
    matrix = torch.zeros(len(x_size), 3, 3, device=x_size.device)
    matrix[:, 0, 0], matrix[:, 1, 1], matrix[:, 0, 2], matrix[:, 1, 2], matrix[:, 2, 2] = x_size, y_size, x, y, 1
    return matrix


def scaling(x, y):
    return placed(x, y, torch.zeros_like(x), torch.zeros_like(y))


def rotation(angle):
    matrix = scaling(angle.cos(), angle.cos())
    matrix[:, 0, 1], matrix[:, 1, 0] = -angle.sin(), angle.sin()
    return matrix


def luma(x):
    return (x * LUMA.to(x.device)[:, None, None]).sum(1, keepdim=True)


def blurred(views, sigmas):
    """Gaussian, one width a view."""
    reach = torch.arange(-7, 8, device=sigmas.device)
    kernel = torch.exp(-0.5 * (reach / sigmas[:, None]) ** 2)
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(3, 0)
    flat = views.reshape(1, -1, *views.shape[2:])
    flat = F.conv2d(F.pad(flat, (7, 7, 7, 7), mode='replicate'), kernel[:, None, None], groups=len(kernel))
    return F.conv2d(flat, kernel[:, None, :, None], groups=len(kernel)).view_as(views)


def resaved(view, rng):
    """Through a JPEG (quality 10 to 95) or, one time in four, a WebP file."""
    buffer = io.BytesIO()
    image = Image.fromarray(view.permute(1, 2, 0).contiguous().numpy())
    image.save(buffer, 'WEBP' if rng.random() < 0.25 else 'JPEG', quality=rng.randint(10, 95), method=0)
    return torch.from_numpy(np.asarray(Image.open(buffer).convert('RGB')).transpose(2, 0, 1).copy())


def by_jpeg(views, qualities):
    """What JPEG does to views [n, 3, side, side] of bytes, sides a multiple of 16: chroma at half size, 8 x 8 cosine
    transforms, the example tables of ITU-T T.81 Annex K scaled as libjpeg does."""
    x = views.float()
    luminance = luma(x)
    chroma = torch.cat([(x[:, 2:] - luminance) * 0.564, (x[:, :1] - luminance) * 0.713], 1)
    scale = torch.where(qualities < 50, 50 / qualities, 2 - qualities / 50)[:, None, None, None, None, None]
    luminance = quantised(luminance - 128, QUANTA[0].to(x.device) * scale) + 128
    chroma = F.interpolate(quantised(F.avg_pool2d(chroma, 2), QUANTA[1].to(x.device) * scale), scale_factor=2, mode='bilinear')
    blue, red = chroma[:, :1] / 0.564, chroma[:, 1:] / 0.713
    green = -(0.299 * red + 0.114 * blue) / 0.587
    return (luminance + torch.cat([red, green, blue], 1)).clamp(0, 255).round().to(torch.uint8)


def quantised(planes, quanta):
    """Through the cosine transform of each 8 x 8 block, in steps of `quanta` [n, 1, 1, 1, 8, 8]."""
    angle = torch.arange(8)[:, None] * (2 * torch.arange(8) + 1) * math.pi / 16
    transform = (angle.cos() / 2 * torch.tensor([0.5 ** 0.5] + 7 * [1.0])[:, None]).to(planes.device)
    count, channels, side, _ = planes.shape
    blocks = planes.view(count, channels, side // 8, 8, side // 8, 8).transpose(3, 4)
    steps = quanta.clamp(min=1)
    blocks = transform.T @ ((transform @ blocks @ transform.T / steps).round() * steps) @ transform
    return blocks.transpose(3, 4).reshape(planes.shape)


# Drawings, in colour and coverage: [4, 160, 160] bytes.

def drawn(draw_on, rng):
    image = Image.new('RGBA', (160, 160), (0, 0, 0, 0))
    draw_on(ImageDraw.Draw(image), rng)
    return torch.from_numpy(np.asarray(image).transpose(2, 0, 1).copy())


def drawn_overlay(rng):
    return drawn(rng.choice((caption, caption, band, watermark, logo, logo, face)), rng)


def drawn_phone(rng):
    return drawn(phone_bars, rng)


def colour(rng, alpha=255):
    grey = rng.choice((0, 255, rng.randint(0, 255)))
    return (*(rng.choice(((grey,) * 3, tuple(rng.randint(0, 255) for _ in range(3))))), alpha)


def caption(draw, rng):
    for _ in range(rng.randint(1, 3)):
        font = ImageFont.load_default(rng.randint(8, 22))
        draw.text((rng.randint(0, 60), rng.choice((rng.randint(0, 30), rng.randint(100, 140), rng.randint(0, 140)))),
                  rng.choice(WORDS), colour(rng), font, stroke_width=rng.randint(0, 2), stroke_fill=colour(rng))


def band(draw, rng):
    tall = rng.randint(12, 36)
    for top in rng.choice(((0,), (160 - tall,), (0, 160 - tall), (rng.randint(0, 150),))):
        draw.rectangle((0, top, 160, top + tall), colour(rng, rng.choice((255, 160))))
        draw.text((rng.randint(2, 50), top + tall // 5), rng.choice(WORDS), colour(rng), ImageFont.load_default(tall * 0.55))


def watermark(draw, rng):
    paint, font = colour(rng, rng.randint(60, 160)), ImageFont.load_default(rng.randint(10, 30))
    word = rng.choice(WORDS)
    for x in range(0, 160, rng.choice((60, 80, 160))):
        for y in range(0, 160, rng.choice((40, 60, 160))):
            draw.text((x, y), word, paint, font)


def logo(draw, rng):
    side = rng.randint(16, 56)
    x, y = rng.randint(0, 160 - side), rng.randint(0, 160 - side)
    box = (x, y, x + side, y + side)
    shape = rng.choice((draw.ellipse, draw.rectangle, lambda b, c: draw.rounded_rectangle(b, side // 4, c),
                        lambda b, c: draw.regular_polygon(((x + side / 2), (y + side / 2), side / 2), rng.randint(3, 8), 0, c)))
    shape(box, colour(rng))
    draw.text((x + side // 4, y + side // 4), rng.choice('ABCDEFGHKLMRSTX?!'), colour(rng), ImageFont.load_default(side * 0.5))


def face(draw, rng):
    for _ in range(rng.randint(1, 3)):
        side = rng.randint(18, 48)
        x, y = rng.randint(0, 160 - side), rng.randint(0, 160 - side)
        draw.ellipse((x, y, x + side, y + side), (255, rng.randint(180, 220), 40, 255), (90, 60, 0, 255))
        for eye in (0.3, 0.6):
            draw.ellipse((x + side * eye, y + side * 0.3, x + side * (eye + 0.1), y + side * 0.45), (60, 40, 0, 255))
        draw.arc((x + side * 0.25, y + side * 0.3, x + side * 0.75, y + side * 0.8), 20, 160, (60, 40, 0, 255), 2)


def phone_bars(draw, rng):
    bar, ink = colour(rng), colour(rng)
    top, bottom = rng.randint(5, 16), rng.randint(6, 22)
    if rng.random() < 0.6:
        draw.rectangle((0, 0, 160, top), bar)
        draw.rectangle((0, 160 - bottom, 160, 160), bar)
    draw.text((6, 0), f'{rng.randint(0, 23)}:{rng.randint(10, 59)}', ink, ImageFont.load_default(max(6, top * 0.8)))
    draw.rectangle((140, top // 3, 154, top * 2 // 3), ink)
    for n in range(rng.randint(0, 5)):
        x = 15 + 30 * n
        draw.ellipse((x, 160 - bottom * 0.8, x + bottom * 0.5, 160 - bottom * 0.3), None, ink)
